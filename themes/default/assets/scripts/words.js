// What visitors read when something goes wrong: what failed, and what to do.

const FAULTS = {
  network: "连不上网站。请检查网络，然后再试一次。",
  slow: "等了很久，网站没有回音。请检查网络，然后再试一次。",
  missing: "网站上没有找到要用的文件，可能是网站刚刚更新过。请刷新页面再试一次。",
  host: "网站的服务器出了问题，暂时给不出要用的文件。请过几分钟再试一次。",
  refused: "网站没有给出要用的文件：可能要先登录所在的网络，或者一时访问太多。请过几分钟再试一次。",
  foreign: "取到的不是本站的文件，多半是所在网络的登录页或拦截页。请登录网络或换一个网络，再试一次。",
  damaged: "取到的文件不完整，或者被改动过。请再试一次；还是这样，请换一个网络。",
  broken: "查询程序的文件不完整，或者被改动过，所以没有运行它。请刷新页面再试一次；还是这样，请换一个网络。",
  old: "取到的文件比查询程序旧，可能是浏览器还留着旧文件。请刷新页面再试一次。",
  new: "取到的文件比查询程序新，网站可能刚刚更新过。请刷新页面再试一次。",
  blocked: "这个浏览器不能运行查询程序：可能是版本太旧，或者关闭了 WebAssembly。请换一个浏览器，或者更新以后再试。",
  program: "查询程序没有取到，或者运行出错。请检查网络，刷新页面再试一次。",
};

export const faultSentence = (fault) => FAULTS[fault.kind] ?? FAULTS.program;

// The same as the engine tells of its own troubles: what is the matter, and what to do.
export const troubleOf = (fault) => ({ sentence: faultSentence(fault), advice: "" });
