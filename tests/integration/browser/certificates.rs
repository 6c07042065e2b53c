//! Verifying certificates.

use super::driver::Browser;
use super::host::Host;
use super::typed;
use crate::sample::fresh_site;

pub(super) const NUMBER: &str = "Y000012000001204000001";
pub(super) const NAME: &str = "示例二";
const CODE: &str = "456G-JHC5-FVRV-JEF2";
const REVOKED: &str = "Y000012000008205000009";
const REVOKED_CODE: &str = "1X9T-ED9E-J92W-Z7QY";

pub(super) fn open(browser: &Browser, host: &Host) {
    browser.open(&format!("{}certificates/", host.root));
    browser.wait("document.querySelector('form[data-lookup]')?.hidden === false");
}

pub(super) fn look_up(browser: &Browser, number: &str, kind: &str, secret: &str) {
    browser.click(&format!("[name=certificate-kind][value={kind}]"));
    typed(browser, "#certificate-number", number);
    typed(browser, "#certificate-secret", secret);
    browser.click("[data-part=submit]");
    wait(browser);
}

pub(super) fn wait(browser: &Browser) {
    browser.wait("!document.querySelector('[data-part=answer]').hidden && document.querySelector('[data-part=busy]').hidden");
}

pub(super) fn answer(browser: &Browser) -> String {
    browser.value("document.querySelector('[data-part=answer]').textContent").as_str().unwrap().to_owned()
}

/// The files of data asked for.
fn data(host: &Host) -> Vec<(String, usize)> {
    let asked = host.asked().into_iter().filter(|asked| asked.path.contains("lookup/"));
    asked.map(|asked| (asked.path, asked.bytes)).collect()
}

#[test]
fn verifies_by_name_with_one_small_request() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host);
    assert!(!host.asked().iter().any(|asked| asked.path.contains("engine/")), "loaded before anybody asked");
    look_up(&browser, "ｙ0000 12 000001 20 4 000001", "name", NAME);
    let text = answer(&browser);
    assert!(text.contains("证书有效") && text.contains("通过"), "{text}");
    assert_eq!(browser.value("document.querySelectorAll('.lights > li').length"), 5);
    assert_eq!(browser.value("document.querySelectorAll('.lights .word, .lights svg').length"), 10);
    let data = data(&host);
    assert!(data.len() == 1 && data[0].1 <= 64 * 1024, "{data:?}");
    assert_eq!(browser.complaints(), [""; 0]);
    let addresses = browser.addresses();
    assert!(addresses.iter().any(|address| address.contains(".bucket")), "{addresses:?}");
    for address in addresses {
        assert!(address.starts_with(&host.root), "{address}");
        assert!(!address.contains(NUMBER) && !address.contains("%E7%A4%BA"), "{address}");
    }
}

#[test]
fn opens_the_link_of_a_qr_code_and_forgets_it() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    browser.resize(390, 800);
    browser.open(&format!("{}certificates/#{NUMBER}.{CODE}", host.root));
    wait(&browser);
    let text = answer(&browser);
    assert!(text.contains("证书有效") && text.contains(NAME), "{text}");
    assert_eq!(browser.value("location.hash"), "");
    assert_eq!(browser.value("location.href.includes('#')"), false);
    let wide = browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assert!(wide.as_i64() <= Some(0), "{wide} px too wide");
    assert!(!host.asked().iter().any(|asked| asked.path.contains(CODE)));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_link_that_is_not_whole_is_forgotten_too_and_says_what_is_missing() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    let value = |field: &str| browser.value(&format!("document.getElementById('{field}').value"));
    for (fragment, sentence, number, code, focus) in [
        (NUMBER.to_owned(), "没有校验码", NUMBER, "", "certificate-secret"),
        (format!("{NUMBER}.456G-JHC5-FV"), "校验码是 10 位", NUMBER, "456G-JHC5-FV", "certificate-secret"),
        ("y00001200000120.x".to_owned(), "编号是 15 位", "Y00001200000120", "X", "certificate-number"),
        (format!("{}.{CODE}", &NUMBER[1..]), "不是以 Y 或 S 开头", &NUMBER[1..], CODE, "certificate-number"),
        (
            format!("X{}.{CODE}", &NUMBER[1..]),
            "不是以 Y 或 S 开头",
            &format!("X{}", &NUMBER[1..]),
            CODE,
            "certificate-number",
        ),
        (format!("{NUMBER}1.{CODE}"), "编号是 23 位", &format!("{NUMBER}1"), CODE, "certificate-number"),
    ] {
        browser.open("about:blank");
        browser.open(&format!("{}certificates/#{fragment}", host.root));
        browser.wait("!document.querySelector('[data-part=answer]').hidden");
        assert_eq!(browser.value("location.href.includes('#')"), false, "{fragment}");
        let text = answer(&browser);
        assert!(text.contains(sentence) && !text.contains("没有查到"), "{fragment}: {text}");
        assert_eq!((value("certificate-number"), value("certificate-secret")), (number.into(), code.into()));
        assert_eq!(browser.value("document.activeElement.id"), focus, "{fragment}");
        assert!(data(&host).is_empty(), "{fragment}: fetched for nothing");
    }
    browser.open("about:blank");
    let fragment = format!("{}.{}", NUMBER.to_lowercase(), CODE.to_lowercase().replace('-', ""));
    browser.open(&format!("{}certificates/#{fragment}", host.root));
    wait(&browser);
    assert!(answer(&browser).contains("证书有效"), "{}", answer(&browser));
    assert_eq!(browser.value("location.href.includes('#')"), false);
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_code_in_place_of_a_name_is_pointed_out() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host);
    typed(&browser, "#certificate-secret", CODE);
    let hint = "document.querySelector('#secret-state').textContent";
    browser.wait(&format!("{hint}.includes('像是校验码')"));
    look_up(&browser, NUMBER, "name", CODE);
    assert!(answer(&browser).contains("像是校验码"), "{}", answer(&browser));
    assert!(data(&host).is_empty(), "looked up as a name");
    look_up(&browser, NUMBER, "code", CODE);
    assert!(answer(&browser).contains("证书有效"), "{}", answer(&browser));
    assert_eq!(browser.value(hint), "");
}

#[test]
fn says_what_was_revoked() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host);
    look_up(&browser, REVOKED, "code", &REVOKED_CODE.to_lowercase().replace('-', " "));
    let text = answer(&browser);
    assert!(text.contains("已注销") && text.contains("不通过"), "{text}");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_wrong_name_and_an_unknown_number_look_the_same() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host);
    let ask = |number: &str| {
        look_up(&browser, number, "name", "样本无名");
        let text = answer(&browser).replace(number, "").split("核验时间").next().unwrap().to_owned();
        (text, data(&host).len())
    };
    let (wrong, unknown) = (ask(NUMBER), ask("Y000012000001204999999"));
    assert!(wrong.0.contains("没有查到") && wrong.1 == 1, "{wrong:?}");
    assert_eq!(wrong, unknown);
}

#[test]
fn an_answer_says_what_was_asked_and_goes_with_its_question() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host);
    let gone = "document.querySelector('[data-part=answer]').hidden";
    look_up(&browser, &NUMBER.to_lowercase(), "name", "样本无名");
    let text = answer(&browser);
    for said in ["没有查到", NUMBER, "样本无名", "数据截至 2021年11月19日", "核验时间"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    typed(&browser, "#certificate-secret", "样本");
    assert_eq!(browser.value(gone), true);
    look_up(&browser, NUMBER, "code", CODE);
    assert!(!answer(&browser).contains(CODE), "{}", answer(&browser));
    browser.click("[name=certificate-kind][value=name]");
    assert_eq!(browser.value(gone), true);
    // A question that was given up is not waited for.
    browser.click("[data-part=submit]");
    typed(&browser, "#certificate-secret", NAME);
    assert_eq!(browser.value("document.querySelector('[data-part=busy]').hidden"), true);
    look_up(&browser, NUMBER, "name", NAME);
    assert!(answer(&browser).contains("证书有效"), "{}", answer(&browser));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn helps_with_typing_the_number() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host);
    let state = |text: &str, hint: &str| {
        typed(&browser, "#certificate-number", text);
        browser.wait(&format!("document.querySelector('#number-state').textContent.includes('{hint}')"));
    };
    state("Y0000120O", "第 9 位");
    state("Ｙ０００ 012", "还差");
    state(NUMBER, "正确");
    look_up(&browser, NUMBER, "name", " ");
    assert!(answer(&browser).contains("姓名"), "{}", answer(&browser));
    assert!(data(&host).is_empty(), "fetched before everything was typed");
}
