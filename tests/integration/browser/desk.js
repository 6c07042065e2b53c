// Fills in forms of the editor as a person would: one control after the other, each once it is there.
window.desk = (() => {
  const PATIENCE = 60000;
  const until = async (look, what) => {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const found = look();
      if (found) return found;
      if (performance.now() > end) throw new Error(`not there: ${what}`);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  const section = (key) => document.querySelector(`section[role=group][data-key-path="${key}"]`);
  const own = (within, selector) =>
    [...within.querySelectorAll(selector)].filter((one) => one.closest('section[role=group]') === within);
  const named = (one) => (document.getElementById(one.getAttribute('aria-labelledby')) ?? one).innerText.trim();
  const type = (box, text) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set.call(box, text);
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    box.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const unfold = (within) => within.querySelectorAll('button[aria-label=展开]:not([tabindex="-1"])').forEach((one) => one.click());

  // A section with something in it: forms draw what is in sight, and nothing of what is folded.
  const drawn = async (key, parent) => {
    let shown;
    await until(() => {
      shown = section(key);
      if (shown?.childElementCount > 1 || shown?.querySelector('input, textarea, button, [role]')) return true;
      const around = shown ?? section(parent);
      around?.scrollIntoView({ block: 'end' });
      if (around && !shown) unfold(around);
      return false;
    }, key);
    return shown;
  };

  // Controls that were just drawn answer once the page has come to rest.
  const rest = async () => {
    for (let still = 0; still < 8; still += 1) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  };

  // A control that was just drawn may not hear the first click: it is clicked again until it says that it is on.
  const turnOn = async (find, what) => {
    const isOn = () => find()?.getAttribute('aria-checked') === 'true';
    for (let tries = 0; !isOn(); tries += 1) {
      if (tries === 20) throw new Error(`not taken: ${what}`);
      find()?.click();
      await rest();
    }
  };

  const choose = async (within, label, fits = (text) => text === label) => {
    await rest();
    const single = () => [...within.querySelectorAll('[role=radio], [role=checkbox]')].find((one) => fits(named(one)));
    if (single()) return turnOn(single, label);
    const box = await until(() => within.querySelector('[role=combobox]'), `choices of ${label}`);
    if (box.getAttribute('aria-expanded') !== 'true') box.click();
    const is = (one) => one.innerText.split('\n').some((line) => fits(line.trim()));
    (await until(() => [...document.querySelectorAll('[role=option]')].find(is), label)).click();
    if (box.getAttribute('aria-expanded') === 'true') box.click();
    return null;
  };

  const field = async (config, value, key, parent) => {
    window.step = `${key} ${window.count = (window.count ?? 0) + 1}`;
    const shown = await drawn(key, parent);
    const label = (word) => config.options.find((option) => option.value === word).label;
    if (config.widget === 'object') {
      if (!config.required) own(shown, '[role=checkbox]')[0]?.click();
      unfold(shown);
      await fields(config.fields, value, `${key}.`);
    } else if (config.widget === 'list') {
      for (const [at, item] of value.entries()) {
        const add = await until(() => own(section(key), 'button').filter((one) => one.innerText.includes('添加')).pop(), `${key} 添加`);
        add.click();
        if (config.fields) await fields(config.fields, item, `${key}.${at}.`);
        else await field({ ...config.field }, item, `${key}.${at}`, key);
      }
    } else if (config.widget === 'select') {
      for (const word of config.multiple ? value : [value]) await choose(shown, label(word));
    } else if (config.widget === 'relation') {
      // What is chosen begins with what the record calls it.
      for (const word of config.multiple ? value : [value]) await choose(shown, word, (text) => text.split(' ')[0] === word);
    } else if (config.widget === 'boolean') {
      if (value) await turnOn(() => shown.querySelector('[role=switch], [role=checkbox]'), key);
    } else {
      type(await until(() => section(key).querySelector('input, textarea'), key), String(value));
    }
  };
  const fields = async (configs, record, prefix = '') => {
    for (const config of configs) {
      if (config.name in record) {
        await field(config, record[config.name], prefix + config.name, prefix.split('.').slice(0, -1).filter((part) => !/^\d+$/.test(part)).join('.'));
      }
    }
  };
  const create = async (collection, slug, record) => {
    const configuration = await (await fetch('config.json')).json();
    const { fields: configs } = configuration.collections.find(({ name }) => name === collection);
    type(await until(() => document.querySelector('#entry-sidebar-content input'), 'slug'), slug);
    await fields(configs, record);
  };
  return { create, type, until };
})();
