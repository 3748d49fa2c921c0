"use strict";
// The page works without this. With it, what is new comes by itself, and what is sent does not load the page anew.
(() => {
  const log = document.getElementById("log"), now = document.getElementById("now");
  const tell = document.getElementById("tell"), offline = document.getElementById("offline");
  if (!log || !now || !window.fetch || !window.EventSource) return;
  const words = document.getElementById("words").dataset;
  const own = {createHTML: (html) => html, createScriptURL: (url) => url};
  const policy = window.trustedTypes ? trustedTypes.createPolicy("intake", own) : own;
  const later = [], top = document.querySelector(".top"), told = offline.textContent;
  let last = +log.dataset.last, busy = false, over = false, source = null;

  const made = (html) => {
    const box = document.createElement("template");
    box.innerHTML = policy.createHTML(html);
    return box.content;
  };
  // A screen reader hears the newest alone: what was there is taken away first.
  const announce = (text) => { if (text) { tell.textContent = ""; setTimeout(() => { tell.textContent = text; }, 60); } };
  // It stands at the lower edge; the field above it stays to be seen.
  function note(text) {
    const is_new = text && offline.hidden && now.getBoundingClientRect().bottom < innerHeight + 8;
    offline.hidden = !text;
    if (text) offline.textContent = text;
    if (is_new) scrollBy(0, offline.offsetHeight + 24);
  }

  const typed = () => { const field = now.querySelector("#text"); return field ? field.value : ""; };
  // What was typed is there again after loading.
  const again = () => { if (typed()) history.replaceState({typed: typed()}, ""); location.reload(); };
  if (history.state && history.state.typed) {
    const field = now.querySelector("#text");
    if (field && !field.value) field.value = history.state.typed;
    history.replaceState(null, "");
  }

  // Signed out elsewhere: nothing stays on the screen but what was being typed, which only this page has.
  function ended() {
    if (over) return;
    over = true;
    if (source) source.close();
    if (!typed().trim()) { location.reload(); return; }
    const text = typed(), menu = document.querySelector("details.menu");
    if (menu) menu.remove();
    document.querySelector("main").replaceChildren(document.getElementById("words").content);
    document.getElementById("typed").value = text;
    document.querySelector("main h1").focus();
  }

  // What stays at the top hides nothing that is scrolled to.
  const clear = () => getComputedStyle(top).position === "sticky" ? top.offsetHeight + 12 : 0;
  const keep_clear = () => { document.documentElement.style.scrollPaddingTop = clear() + "px"; };
  const above = (node) => node.getBoundingClientRect().top < clear() - 4;
  function look(first) {
    now.scrollIntoView({block: "nearest"});
    if (above(now)) now.scrollIntoView({block: "start"});
    if (!first) return;
    if (above(first)) first.scrollIntoView({block: "start"});
    // A picture has its height once it is there.
    const picture = first.querySelector("img");
    if (picture && !picture.naturalHeight) picture.addEventListener("load", () => look(first), {once: true});
  }

  // Returns what was not there before.
  function place(item) {
    const fresh = made(item.html).firstElementChild, old = document.getElementById("m" + item.at);
    if (old) {
      const same = old.textContent === fresh.textContent || !fresh.matches(".staff");
      old.replaceWith(fresh);
      return same ? null : fresh;
    }
    const next = [...log.children].find((one) => +one.dataset.at > item.at);
    if (next) { log.insertBefore(fresh, next); } else { fresh.classList.add("new"); log.append(fresh); }
    return fresh;
  }

  const asked = () => [...now.querySelectorAll("#question,#about")].map((one) => one.textContent).join();
  const choices = () => [...now.querySelectorAll("[name=press]")];

  // What is being typed stays, and so does the place of whoever is typing. Who pressed a tick stays on it.
  function ask(html, typing, first) {
    const active = document.activeElement, field = now.querySelector("#text"), text = field ? field.value : "";
    // Nothing that comes by itself takes the focus away, least of all from the page around a frame.
    const inside = now.contains(active) && document.hasFocus(), focused = active === field, near = now.getBoundingClientRect().top < innerHeight;
    const before = asked(), at = now.querySelector("fieldset").dataset.at, pressed = choices().indexOf(active), many = choices().length;
    now.replaceChildren(made(html));
    const next = now.querySelector("#text"), is_new = asked() !== before || now.querySelector("fieldset").dataset.at !== at;
    if (next && text && typing !== "press") next.value = text;
    // A telephone's keys would lie over what can be pressed now.
    const keys = matchMedia("(pointer:fine)").matches || !is_new || !now.querySelector(".choice:not(.minor)");
    if (typing || inside) {
      if (next && (typing === "text" || focused) && keys) next.focus({preventScroll: true});
      else if (!is_new && pressed >= 0 && choices().length === many) choices()[pressed].focus({preventScroll: true});
      else if (is_new || inside) document.getElementById("question").focus({preventScroll: true});
    }
    if (typing ? is_new || first || typing === "text" : near) look(is_new && typing ? null : first);
    return is_new;
  }

  function show(news, typing) {
    if (!news || news.last === undefined || (news.last <= last && !typing)) return;
    last = Math.max(last, news.last);
    news.gone.forEach((at) => { const old = document.getElementById("m" + at); if (old) old.remove(); });
    // What was asked until now moves up; it is not said again.
    const until_now = now.querySelector("fieldset").dataset.at;
    const fresh = news.log.filter((item) => place(item) && String(item.at) !== until_now);
    const shown = document.getElementById("m" + news.at);
    if (shown) shown.remove();
    const files = document.querySelector("details.files");
    if (files) files.hidden = !news.files;
    const is_new = ask(news.now, typing, fresh.length ? document.getElementById("m" + fresh[0].at) : null);
    const said = fresh.filter((item) => item.say).pop();
    announce([said ? said.say : "", is_new && document.activeElement.id !== "question" ? news.asks : ""].join(" ").trim());
  }

  function wrong(form, text) {
    const field = form.querySelector("#text,#file"), own = form.querySelector(".wrong"), note = own || now.querySelector(".wrong");
    if (note) note.textContent = text;
    announce(text);
    if (field) field.toggleAttribute("aria-invalid", false);
    if (field && text) { field.setAttribute("aria-invalid", "true"); field.focus(); }
  }

  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", () => { clearTimeout(timer); done(); }, {once: true});
  });

  async function send(form, body, typing, field) {
    const several = body instanceof FormData, sent = field && field.value;
    const slow = setTimeout(() => note(words.sending), 1500);
    for (let tries = 0; ; tries += 1) {
      let answer = null;
      try {
        answer = await fetch(form.action, {method: "POST", headers: {"X-Intake": "1"}, body: several ? body : new URLSearchParams(body), redirect: "manual", signal: AbortSignal.timeout && AbortSignal.timeout(several ? 180000 : 30000)});
      } catch (error) { answer = null; }
      clearTimeout(slow);
      if (answer && (answer.ok || answer.status < 500)) {
        note("");
        let news = {};
        // What is none of our answers is somebody's between: what was typed stays.
        try { news = await answer.json(); } catch (error) { if (answer.ok || !field) again(); else wrong(form, words.unsent); return; }
        if (news.go) { location.assign(news.go); return; }
        if (answer.status === 401) { ended(); return; }
        if (news.error) {
          show(news);
          wrong(form.isConnected ? form : now.querySelector(".typing"), news.error);
          return;
        }
        // What was typed meanwhile is the next.
        if (field && field.value === sent) field.value = "";
        // Pressed once more it is another act.
        if (form.elements.key) form.elements.key.value = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
        if (several) form.reset();
        show(news, typing);
        return;
      }
      note(told);
      announce(words.unsent);
      await pause(Math.min(30000, 1000 * 2 ** Math.min(tries, 5)) * (0.75 + Math.random() / 2));
    }
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target, path = new URL(form.action).pathname;
    if (path.endsWith("/leave")) return;
    event.preventDefault();
    if (busy) return;
    const by = event.submitter, field = form.querySelector("#text"), several = form.enctype === "multipart/form-data";
    const given = new FormData(form);
    if (by && by.name) given.set(by.name, by.value);
    given.set("after", last);
    if (field && !field.value.trim()) { wrong(form, words.empty); return; }
    document.querySelectorAll(".wrong").forEach((one) => { one.textContent = ""; });
    document.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    busy = true;
    form.setAttribute("aria-busy", "true");
    if (by) by.setAttribute("aria-disabled", "true");
    const menu = form.closest("details.menu");
    if (menu) menu.open = false;
    try { await send(form, several ? given : [...given], field ? "text" : "press", field); } finally {
      busy = false;
      form.removeAttribute("aria-busy");
      if (by) by.removeAttribute("aria-disabled");
      while (later.length) show(JSON.parse(later.shift()));
    }
  });

  // Enter sends, a new line takes Shift; while letters are being composed Enter belongs to whatever composes them.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229 && event.target.id === "text" && event.target.form && matchMedia("(pointer:fine)").matches) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    const menu = document.querySelector("details.menu[open]");
    if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  // The menu covers what is under it: it goes as soon as somebody goes elsewhere.
  ["focusin", "click"].forEach((name) => document.addEventListener(name, (event) => {
    const menu = document.querySelector("details.menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  }));

  const address = new URL(log.dataset.events, location);
  function listen() {
    if (over) return;
    address.searchParams.set("after", last);
    source = new EventSource(address);
    source.onopen = () => { if (!busy) note(""); };
    source.onmessage = (event) => { if (!busy) show(JSON.parse(event.data)); else later.push(event.data); };
    source.addEventListener("again", again);
    source.addEventListener("over", ended);
    source.onerror = () => {
      if (!navigator.onLine) note(told);
      if (source.readyState === EventSource.CLOSED) pause(4000 + 4000 * Math.random()).then(listen);
    };
  }
  addEventListener("offline", () => { note(told); announce(told); });
  addEventListener("pagehide", () => { if (source) source.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  // Opened by a messenger: its looks are taken on.
  let inside = window.TelegramWebviewProxy;
  try { inside = inside || sessionStorage.getItem("intake-look"); } catch (error) { /* nothing is kept in this frame */ }
  if (inside) {
    const script = document.createElement("script");
    script.src = policy.createScriptURL(words.inside);
    document.head.append(script);
  }

  addEventListener("resize", keep_clear);
  keep_clear();
  listen();
  look();
})();
