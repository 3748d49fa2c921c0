"use strict";
// The page works without this. With it, what is new comes by itself, and what is sent does not load the page anew.
(() => {
  const log = document.getElementById("log"), now = document.getElementById("now");
  const tell = document.getElementById("tell"), offline = document.getElementById("offline");
  if (!log || !now || !window.fetch || !window.EventSource) return;
  const words = document.getElementById("words").dataset;
  const policy = window.trustedTypes ? trustedTypes.createPolicy("intake", {createHTML: (html) => html}) : {createHTML: (html) => html};
  const later = [];
  let last = +log.dataset.last, busy = false;

  const made = (html) => {
    const box = document.createElement("template");
    box.innerHTML = policy.createHTML(html);
    return box.content;
  };
  const announce = (text) => { if (text) { tell.textContent = ""; setTimeout(() => { tell.textContent = text; }, 60); } };

  const look = () => now.scrollIntoView({block: now.offsetHeight > innerHeight * 0.8 ? "start" : "nearest"});

  function place(item) {
    const fresh = made(item.html).firstElementChild, old = document.getElementById("m" + item.at);
    if (old) { old.replaceWith(fresh); return; }
    const next = [...log.children].find((one) => +one.dataset.at > item.at);
    if (next) { log.insertBefore(fresh, next); } else { fresh.classList.add("new"); log.append(fresh); }
  }

  // What is being typed stays, and so does the place of whoever is typing.
  function ask(html, typing) {
    const field = now.querySelector("#text"), text = field ? field.value : "";
    const inside = now.contains(document.activeElement), focused = document.activeElement === field;
    const before = now.querySelector("fieldset"), at = before && before.dataset.at;
    now.replaceChildren(made(html));
    const next = now.querySelector("#text"), is_new = now.querySelector("fieldset").dataset.at !== at;
    if (next && text && typing !== "press") next.value = text;
    if (typing || inside || document.activeElement === document.body) {
      if (next && (typing === "text" || focused)) next.focus({preventScroll: true});
      else if (is_new || inside) document.getElementById("question").focus({preventScroll: true});
      look();
    }
    return is_new;
  }

  function show(news, typing) {
    if (!news || news.last === undefined || (news.last <= last && !typing)) return;
    last = Math.max(last, news.last);
    news.gone.forEach((at) => { const old = document.getElementById("m" + at); if (old) old.remove(); });
    news.log.forEach(place);
    const shown = document.getElementById("m" + news.at);
    if (shown) shown.remove();
    const is_new = ask(news.now, typing);
    announce(news.say || (is_new && document.activeElement.id !== "question" ? news.asks : ""));
  }

  function wrong(form, text) {
    const field = form.querySelector("#text"), own = form.querySelector(".wrong"), note = own || now.querySelector(".wrong");
    if (note) note.textContent = text;
    if (!field) announce(text);
    if (field) field.toggleAttribute("aria-invalid", false);
    if (field && text) { field.setAttribute("aria-invalid", "true"); field.focus(); }
  }

  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", () => { clearTimeout(timer); done(); }, {once: true});
  });

  async function send(form, body, typing, field) {
    const several = body instanceof FormData, sent = field && field.value;
    for (let tries = 0; ; tries += 1) {
      let answer = null;
      try {
        answer = await fetch(form.action, {method: "POST", headers: {"X-Intake": "1"}, body: several ? body : new URLSearchParams(body), redirect: "manual", signal: AbortSignal.timeout && AbortSignal.timeout(several ? 180000 : 30000)});
      } catch (error) { answer = null; }
      if (answer && (answer.ok || answer.status < 500)) {
        offline.hidden = true;
        let news = {};
        // What is none of our answers is somebody's between: what was typed stays.
        try { news = await answer.json(); } catch (error) { if (answer.ok || !field) location.reload(); else wrong(form, words.unsent); return; }
        if (news.go) { location.assign(news.go); return; }
        if (answer.status === 401) { location.reload(); return; }
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
      offline.hidden = false;
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
    if (field) field.removeAttribute("aria-invalid");
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

  const address = new URL(log.dataset.events, location);
  let source = null;
  function listen() {
    address.searchParams.set("after", last);
    source = new EventSource(address);
    source.onopen = () => { offline.hidden = true; };
    source.onmessage = (event) => { if (!busy) show(JSON.parse(event.data)); else later.push(event.data); };
    source.addEventListener("again", () => location.reload());
    source.addEventListener("over", () => { source.close(); location.reload(); });
    source.onerror = () => {
      offline.hidden = navigator.onLine;
      if (source.readyState === EventSource.CLOSED) pause(4000 + 4000 * Math.random()).then(listen);
    };
  }
  addEventListener("offline", () => { offline.hidden = false; });
  addEventListener("pagehide", () => { if (source) source.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  listen();
  look();
})();
