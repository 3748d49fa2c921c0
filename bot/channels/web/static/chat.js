"use strict";
(() => {
  const own = document.currentScript, base = new URL(own.src), home = base.href.replace(/\.js(\?.*)?$/, "");
  const ja = (own.dataset.lang || document.documentElement.lang || navigator.language || "").startsWith("ja");
  const words = {open: own.dataset.open || (ja ? "ビザのポイントを計算" : "Visa points"), close: own.dataset.close || (ja ? "閉じる" : "Close")};
  const host = document.createElement("div"), root = host.attachShadow({mode: "open"});
  const button = document.createElement("button");
  let frame = null;
  const style = (node, text) => text.split(";").forEach((one) => { const [name, value] = one.split(":"); node.style.setProperty(name, value, "important"); });
  style(button, "position:fixed;right:16px;bottom:16px;z-index:2147483647;min-height:48px;padding:0 20px;border:2px solid #fff;border-radius:24px;background:#1f5f5b;color:#fff;font-weight:600;font-size:16px;font-family:system-ui,sans-serif;cursor:pointer");
  button.type = "button";
  const say = () => { const open = frame && !frame.hidden; button.textContent = open ? words.close : words.open; button.setAttribute("aria-expanded", String(!!open)); };
  button.addEventListener("click", () => {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.src = home + "?framed=1" + (own.dataset.from ? "&from=" + encodeURIComponent(own.dataset.from) : "");
      frame.title = words.open;
      style(frame, "position:fixed;right:16px;bottom:80px;z-index:2147483647;width:min(420px,calc(100vw - 32px));height:min(680px,calc(100vh - 112px));border:1px solid #888;border-radius:16px;background:#fff");
      root.append(frame);
    } else {
      frame.hidden = !frame.hidden;
      frame.style.setProperty("display", frame.hidden ? "none" : "block", "important");
    }
    say();
    if (!frame.hidden) frame.focus();
  });
  say();
  root.append(button);
  document.body ? document.body.append(host) : addEventListener("DOMContentLoaded", () => document.body.append(host));
})();
