// Certificate numbers and printed codes as people type, scan and paste them: looked at before anything is fetched.

const NUMBER = 22;
const CODE = 16;
// More than this is not kept in a field.
const MOST = 40;

// Half-width, upper case, without spaces, hyphens and what cannot be seen.
export const tidied = (text) => text.normalize("NFKC").replace(/[\s\p{Pd}\p{Cf}]/gu, "").toUpperCase().slice(0, MOST);

// A certificate number, perhaps with a slip of the finger; a filing number is shorter.
export const isLikeNumber = (text) => /^[YS][0-9OIL]{15,27}$/.test(tidied(text));

// No name is written with digits.
export const isLikeCode = (text) => tidied(text).length === CODE && /^(?=.*\d)[0-9A-Z]+$/.test(tidied(text));

// What a QR code says behind the #: `<number>.<code>`. Null if it is no certificate at all (a place in the page); with
// `fault` if it is one, but not whole.
export function readLink(fragment) {
  const text = decoded(fragment).normalize("NFKC");
  if (!/\d{6}/.test(text)) return null;
  const [first, ...rest] = text.slice(1).split(/[.。]/);
  const number = tidied(first);
  const plain = tidied(rest.join("")).replace(/[^0-9A-Z]/g, "");
  const code = (plain.match(/.{1,4}/g) ?? []).join("-");
  return { number, code, fault: faultOf(number, plain) };
}

function faultOf(number, code) {
  const cut = "链接可能没有扫全，或者复制时漏了、多了几个字。";
  if (!/^[YS]/.test(number)) {
    const sentence = "链接里的证书编号不是以 Y 或 S 开头。";
    return { kind: "number", title: "链接不完整", sentence, advice: `${cut}请对照证书改好编号，再点“核验”。` };
  }
  if (number.length !== NUMBER) {
    const sentence = `链接里的证书编号是 ${number.length} 位，应为 ${NUMBER} 位。`;
    return { kind: "number", title: "链接不完整", sentence, advice: `${cut}请对照证书改好编号，再点“核验”。` };
  }
  if (!code) {
    const advice = "请再填持证人姓名或者证书上的校验码，然后点“核验”。";
    return { kind: "name", title: "编号已经填好", sentence: "链接里只有证书编号，没有校验码。", advice };
  }
  if (code.length !== CODE) {
    const sentence = `链接里的校验码是 ${code.length} 位，应为 ${CODE} 位。`;
    return { kind: "code", title: "链接不完整", sentence, advice: `${cut}请对照二维码旁边的校验码改好，再点“核验”。` };
  }
  return null;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
