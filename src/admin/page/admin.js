'use strict';
// The editor asks a public host for its Chinese words and for news of itself. Its words lie beside this page; of
// everything else that is not the forge's, it is told that there is nothing.
(() => {
  const version = '{{version}}';
  const origins = "{{origins}}";
  const pictures = "{{pictures}}";
  const fetched = window.fetch.bind(window);
  const answer = (value) =>
    Promise.resolve(new Response(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } }));
  // A forge may name a picture of a person on a third host, which the page would refuse to show: then there is none.
  const withoutStrangers = async (response) => {
    if (!response.ok) return response;
    const person = await response.json();
    const at = URL.canParse(person.avatar_url) ? new URL(person.avatar_url).origin : '';
    return answer(pictures.includes(at) ? person : { ...person, avatar_url: undefined });
  };
  window.fetch = (resource, options) => {
    const address = new URL(resource instanceof Request ? resource.url : resource, window.location.href);
    const isLocal = address.origin === window.location.origin || ['blob:', 'data:'].includes(address.protocol);
    if (origins.includes(address.origin) && /\/(user|avatar)$/.test(address.pathname)) {
      return fetched(resource, options).then(withoutStrangers);
    }
    if (isLocal || origins.includes(address.origin)) return fetched(resource, options);
    if (address.pathname.endsWith('/locales/zh-CN.json')) return fetched('zh-CN.json');
    if (address.pathname.endsWith('/package.json')) return answer({ version });
    return Promise.resolve(new Response('', { status: 404 }));
  };
  const arrive = () => {
    const { hash } = window.location;
    // Files that are no records would get past the check: there is no way to the library of the editor.
    if (/^#\/assets(\/|$)/.test(hash)) window.location.replace('#/collections');
    // A new record needs a name, which on a telephone is asked for where nobody would look: the page says where.
    document.documentElement.toggleAttribute('data-new', /^#\/collections\/[^/]+\/new(\/|\?|$)/.test(hash));
  };
  window.addEventListener('hashchange', arrive);
  arrive();
  // Years and amounts are read as records write them, without commas.
  const plain = (format, [language, options]) => format(language, { useGrouping: false, ...options });
  Intl.NumberFormat = new Proxy(Intl.NumberFormat, {
    apply: (format, _, given) => plain(format, given),
    construct: (format, given) => plain(format, given),
  });
  // The page is in Chinese, whatever the browser is in: it need not offer another language in English.
  Object.defineProperty(window.navigator, 'language', { get: () => 'zh-CN' });
  Object.defineProperty(window.navigator, 'languages', { get: () => ['zh-CN'] });
  const key = 'sveltia-cms.prefs';
  try {
    const known = JSON.parse(window.localStorage.getItem(key) || '{}');
    if (!known.locale) window.localStorage.setItem(key, JSON.stringify({ ...known, locale: 'zh-CN' }));
  } catch {
    // Without storage the editor follows the language of the browser.
  }
})();
