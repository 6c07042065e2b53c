'use strict';
// What is saved stays the record that people wrote: comments, order and everything that was not changed are kept as they
// were. A line is written anew only where what it says is new. Whatever comes out is read back before it is saved.
(() => {
  const { load, dump } = window.jsyaml;
  const kinds = "{{kinds}}";
  const SOURCE = '__source';
  const GAP = '__gap';

  const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
  const equal = (one, other) => {
    if (Array.isArray(one)) {
      return Array.isArray(other) && one.length === other.length && one.every((item, at) => equal(item, other[at]));
    }
    if (!isMap(one) || !isMap(other)) return one === other;
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => key in other && equal(one[key], other[key]));
  };

  const DATE = /^(\s*(?:- )*(?:\w+: )?)'(\d{4}-\d\d-\d\d)'$/;
  const lines = (value, indent, isFlow = false) =>
    dump(value, { lineWidth: -1, noRefs: true, flowLevel: isFlow ? 1 : -1 })
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => (line ? ' '.repeat(indent) + line.replace(DATE, '$1$2') : line));
  const isAside = (line, indent) => !line.trim() || (/^ *#/.test(line) && line.search(/\S/) <= indent);

  // The parts of a block, each begun by a line that `begins`, with the comments before it; the last entry is what comes
  // after all of them.
  const parts = (block, indent, begins) => {
    const found = [];
    let aside = [];
    let inside = null;
    for (const line of block) {
      const name = begins(line);
      if (name !== null) {
        inside = { name, head: aside, body: [line] };
        found.push(inside);
        aside = [];
      } else if (isAside(line, indent)) {
        aside.push(line);
      } else {
        if (!inside) return null;
        inside.body.push(...aside, line);
        aside = [];
      }
    }
    return { found, rest: aside };
  };
  const indentOf = (block) => {
    const first = block.find((line) => line.trim() && !/^ *#/.test(line));
    return first === undefined ? -1 : first.search(/\S/);
  };

  const map = (block, old, now, indent) => {
    const begins = (line) => {
      const key = line.slice(indent).match(/^([A-Za-z_]\w*):(?: |$)/);
      return key && line.search(/\S/) === indent ? key[1] : null;
    };
    const split = parts(block, indent, begins);
    if (!split || split.found.some(({ name }) => !(name in old))) return null;
    const written = split.found
      .map((part, at) => ({ ...part, isFirst: at === 0 }))
      .filter(({ name, isFirst, head }) => name in now || (isFirst && head.length))
      .map(({ name, head, body }) => ({ name, lines: [...head, ...(name in now ? member(name, body, old, now, indent) : [])] }));
    let before = -1;
    for (const name of Object.keys(now)) {
      const at = written.findIndex((part) => part.name === name);
      if (at >= 0) before = at;
      else written.splice((before += 1), 0, { name, lines: lines({ [name]: now[name] }, indent) });
    }
    return [...written.flatMap((part) => part.lines), ...split.rest];
  };

  const member = (name, body, old, now, indent) => {
    if (equal(old[name], now[name])) return body;
    const inner = body.slice(1);
    const isBlock = /^\s*\w+:\s*(?:#.*)?$/.test(body[0]);
    const kept = isBlock && value(inner, old[name], now[name], indentOf(inner));
    const isFlow = body.length === 1 && /^\s*\w+: [[{]/.test(body[0]);
    return kept ? [body[0], ...kept] : lines({ [name]: now[name] }, indent, isFlow);
  };

  const value = (block, old, now, indent) => {
    if (indent < 0) return null;
    if (isMap(old) && isMap(now) && Object.keys(now).length) return map(block, old, now, indent);
    if (Array.isArray(old) && Array.isArray(now) && now.length) return list(block, old, now, indent);
    return null;
  };

  const list = (block, old, now, indent) => {
    const begins = (line) => (/^- *\S/.test(line.slice(indent)) && line.search(/\S/) === indent ? '-' : null);
    const split = parts(block, indent, begins);
    if (!split || split.found.length !== old.length) return null;
    let same = 0;
    while (same < old.length && same < now.length && equal(old[same], now[same])) same += 1;
    let last = 0;
    const most = Math.min(old.length, now.length) - same;
    while (last < most && equal(old[old.length - 1 - last], now[now.length - 1 - last])) last += 1;
    const kept = (at) => [...split.found[at].head, ...split.found[at].body];
    const written = [];
    for (let at = 0; at < now.length; at += 1) {
      const from = at < same ? at : at >= now.length - last ? at - now.length + old.length : null;
      if (from !== null) written.push(...kept(from));
      else if (at < old.length - last) written.push(...split.found[at].head, ...item(split.found[at].body, old[at], now[at], indent));
      else written.push(...lines([now[at]], indent));
    }
    return [...written, ...split.rest];
  };

  const item = (body, old, now, indent) => {
    const inner = [body[0].slice(0, indent) + ' ' + body[0].slice(indent + 1), ...body.slice(1)];
    const kept = isMap(old) && isMap(now) ? map(inner, old, now, indentOf(inner)) : null;
    const isWhole = kept && kept.length && kept[0].search(/\S/) === indentOf(inner) && !/^ *#/.test(kept[0]);
    return isWhole
      ? [kept[0].slice(0, indent) + '-' + kept[0].slice(indent + 1), ...kept.slice(1)]
      : lines([now], indent, body.length === 1 && /^ *- [[{]/.test(body[0]));
  };

  // What a form leaves out and the record has to say, and what it says though nobody chose it.
  const complete = (now, old, { lists, quiet }) => {
    const fill = (within, [name, ...path]) => {
      if (name === '*') (within || []).forEach((each) => fill(each, path));
      else if (!isMap(within)) return;
      else if (name.startsWith('+')) fill((within[name.slice(1)] ??= {}), path);
      else if (path.length) fill(within[name], path);
      else within[name] ??= [];
    };
    lists.forEach((path) => fill(now, path));
    for (const [name, usual] of Object.entries(quiet)) {
      if (now[name] === usual && !(name in old)) delete now[name];
    }
    return now;
  };
  // Members in the order of the record, so that what was left out stands where it belongs.
  const ordered = (now, order) =>
    Object.fromEntries([...order.filter((name) => name in now), ...Object.keys(now).filter((name) => !order.includes(name))]
      .map((name) => [name, now[name]]));

  const write = (content, kind) => {
    const { [SOURCE]: source = '', ...said } = content;
    const old = source ? (load(source) ?? {}) : {};
    const now = ordered(complete(JSON.parse(JSON.stringify(said)), old, kind), kind.order);
    const fits = (text) => {
      try {
        return equal(load(text), now);
      } catch {
        return false;
      }
    };
    const modeline = kind.schema ? [`# yaml-language-server: $schema=${kind.schema}`] : [];
    const kept = source && map(source.split('\n'), old, now, 0)?.join('\n');
    if (kept && fits(kept)) return kept;
    const head = source ? source.split('\n').slice(0, source.split('\n').findIndex((line) => !isAside(line, 0))) : modeline;
    const anew = [...head, ...lines(now, 0)].join('\n');
    return fits(anew) ? anew : dump(now, { lineWidth: -1, noRefs: true });
  };
  const read = (text) => {
    const record = load(text) ?? {};
    if (!isMap(record)) throw new Error('not a record');
    return { ...record, [SOURCE]: text };
  };

  for (const [name, kind] of Object.entries(kinds)) {
    window.CMS.registerCustomFormat(name, kind.extension, kind.extension === 'yaml'
      ? { fromFile: read, toFile: (content) => write(content, kind) }
      : {
          fromFile: (text) => {
            const [, head, gap, body] = text.match(/^---\n([\s\S]*?)\n---(?:\n(\n*)([\s\S]*))?$/) ?? [null, '', '\n', text];
            return { ...read(head), [GAP]: gap ?? '\n', body: body ?? '' };
          },
          toFile: ({ body = '', [GAP]: gap = '\n', ...head }) => `---\n${write(head, kind).trim()}\n---\n${gap}${body}`,
        });
  }
})();
