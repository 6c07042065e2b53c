// Searches a Pagefind index as a browser would, reading its files from the disk, and says what was fetched.
//
//   node search.mjs SITE INDEX TERM…
//
// A page is right to be found if the term stands in its text.
import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const [site, index, ...terms] = process.argv.slice(2);

let bytes = 0;
let files = 0;
globalThis.window = globalThis;
globalThis.location = new URL("http://127.0.0.1/");
globalThis.document = { querySelector: () => ({ getAttribute: () => "zh" }), currentScript: null };
globalThis.fetch = async (address) => {
  const path = new URL(address, "http://127.0.0.1/pagefind/").pathname.replace(/^\/pagefind\//, "");
  const content = await readFile(join(index, decodeURIComponent(path)));
  bytes += content.length;
  files += 1;
  return new Response(content, { status: 200 });
};

async function* pages(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pages(path);
    else if (path.endsWith(".html")) yield path;
  }
}

const expected = new Map(terms.map((term) => [term, new Set()]));
for await (const path of pages(site)) {
  const html = await readFile(path, "utf8");
  const main = html.slice(html.indexOf("<body"));
  const text = main.replace(/<(script|style)[^]*?<\/\1>/g, " ").replace(/<[^>]*>/g, "");
  for (const term of terms) if (text.includes(term)) expected.get(term).add(relative(site, path));
}

// Each module starts afresh: a visitor who comes for the first time.
let count = 0;
const visitor = async () => {
  bytes = 0;
  files = 0;
  const script = join(index, "pagefind.js");
  bytes += (await readFile(script)).length;
  const pagefind = await import(`${pathToFileURL(script)}?${count++}`);
  await pagefind.options({ basePath: "/pagefind/", baseUrl: "/" });
  return pagefind;
};
const search = async (pagefind, term) => {
  const { results } = await pagefind.search(term);
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return { results, shown };
};
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

const first = [];
const later = [];
let found = 0;
let clean = 0;
for (const term of terms) {
  await search(await visitor(), term);
  first.push(bytes);
  const pagefind = await visitor();
  await search(pagefind, "示例");
  bytes = 0;
  files = 0;
  const { results } = await search(pagefind, term);
  later.push(bytes);
  const asked = files;
  const urls = new Set();
  for (const result of results) {
    const page = (await result.data()).url.replace(/^\//, "").split("#")[0];
    urls.add(page === "" || page.endsWith("/") ? `${page}index.html` : page);
  }
  const right = expected.get(term);
  const hit = [...right].filter((url) => urls.has(url)).length;
  const wrong = urls.size - hit;
  found += hit === right.size ? 1 : 0;
  clean += wrong === 0 ? 1 : 0;
  console.log(`${term}: ${hit} of ${right.size} pages, ${wrong} others; later ${(later.at(-1) / 1000).toFixed(1)} KB in ${asked} files`);
}
console.log(`first search, code included: median ${(median(first) / 1000).toFixed(1)} KB, most ${(Math.max(...first) / 1000).toFixed(1)} KB`);
console.log(`later search: median ${(median(later) / 1000).toFixed(1)} KB, most ${(Math.max(...later) / 1000).toFixed(1)} KB`);
console.log(`all pages found: ${found} of ${terms.length} terms; no others: ${clean} of ${terms.length}`);
