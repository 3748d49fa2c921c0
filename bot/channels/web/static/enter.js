"use strict";
// What the messenger signed stands behind the "#"; it is posted once, and stays in no address.
(() => {
  const form = document.getElementById("enter"), data = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  if (!data) return;
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.init.value = data;
  document.getElementById("plain").hidden = true;
  document.getElementById("known").hidden = false;
  // Within the messenger it goes on by itself. Elsewhere somebody may have been sent the address: they are asked.
  const proxy = window.TelegramWebviewProxy;
  if (proxy) ["web_app_ready", "web_app_expand"].forEach((name) => proxy.postEvent(name, "{}"));
  if (proxy || window.parent !== window) form.requestSubmit();
  else form.querySelector("button").focus();
})();
