"use strict";
// Only where Telegram opens our page. What it signed stands behind the "#"; it is posted once, and stays in no address.
// On each page after it, Telegram's colours, its edges and its "Back" are ours.
(() => {
  const root = document.documentElement, proxy = window.TelegramWebviewProxy, framed = window.parent !== window;
  const data = new URLSearchParams(location.hash.slice(1)), form = document.getElementById("enter");
  const read = (text) => { try { return JSON.parse(text) || {}; } catch (error) { return {}; } };
  // A frame may be refused a place to keep things in.
  const kept = (text) => { try { if (text) sessionStorage.setItem("intake-look", text); return sessionStorage.getItem("intake-look"); } catch (error) { return text; } };
  const post = (name, more) => {
    if (proxy) proxy.postEvent(name, JSON.stringify(more || {}));
    else if (framed) window.parent.postMessage(JSON.stringify({eventType: name, eventData: more || {}}), "https://web.telegram.org");
  };

  const light = (colour) => {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const differ = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b); return (high + 0.05) / (low + 0.05); };

  // A colour is taken where it can be read on what it stands on; else ours stays.
  function wear(given) {
    const theme = {};
    Object.keys(given).forEach((name) => { if (/^#[0-9a-f]{6}$/i.test(given[name])) theme[name] = given[name]; });
    const sheet = theme.bg_color, ink = theme.text_color;
    if (!sheet || !ink || differ(sheet, ink) < 7) return;
    const paper = theme.secondary_bg_color && differ(theme.secondary_bg_color, ink) >= 7 ? theme.secondary_bg_color : sheet;
    const reads = (colour) => colour && Math.min(differ(colour, sheet), differ(colour, paper)) >= 4.5;
    const mine = theme.button_color, onmine = theme.button_text_color;
    root.dataset.look = light(sheet) < 0.2 ? "dark" : "light";
    const take = (name, colour) => { if (colour) root.style.setProperty(name, colour); else root.style.removeProperty(name); };
    take("--sheet", sheet);
    take("--ink", ink);
    take("--paper", paper);
    take("--soft", [theme.subtitle_text_color, theme.hint_color].find(reads));
    take("--go", [theme.link_color, theme.accent_text_color].find(reads));
    const is_read = mine && onmine && differ(mine, onmine) >= 4.5;
    take("--mine", is_read && mine);
    take("--onmine", is_read && onmine);
    post("web_app_set_header_color", {color_key: "bg_color"});
    post("web_app_set_background_color", {color: paper});
  }

  const edges = {};
  function fit(name, given) {
    edges[name] = given;
    ["top", "bottom"].forEach((side) => {
      const both = Object.values(edges).reduce((sum, one) => sum + (+one[side] || 0), 0);
      root.style.setProperty("--" + side, both + "px");
    });
    dispatchEvent(new Event("resize"));
  }

  const now = document.getElementById("now"), back = () => now ? now.querySelector("[name=press][value$='.back']") : document.querySelector("main a.go");
  let offered = null;
  function offer() {
    const is_there = !!back();
    if (is_there !== offered) post("web_app_setup_back_button", {is_visible: is_there});
    offered = is_there;
  }

  function heard(name, given) {
    if (name === "theme_changed" && given && given.theme_params) { kept(JSON.stringify(given.theme_params)); wear(given.theme_params); }
    if (name === "safe_area_changed" || name === "content_safe_area_changed") fit(name, given || {});
    if (name === "back_button_pressed" && back()) back().click();
  }
  const hear = {receiveEvent: heard};
  window.Telegram = {WebView: hear};
  window.TelegramGameProxy = hear;
  window.TelegramGameProxy_receiveEvent = heard;
  addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== "https://web.telegram.org") return;
    const said = read(event.data);
    heard(said.eventType, said.eventData);
  });

  const look = kept(data.get("tgWebAppThemeParams"));
  if (look) wear(read(look));
  ["web_app_ready", "web_app_expand", "web_app_request_theme", "web_app_request_safe_area", "web_app_request_content_safe_area"].forEach((name) => post(name));
  if (now) { offer(); new MutationObserver(offer).observe(now, {childList: true}); } else offer();

  const signed = data.get("tgWebAppData");
  if (!form || !signed) return;
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.init.value = signed;
  document.getElementById("plain").hidden = true;
  document.getElementById("known").hidden = false;
  // Within the messenger it goes on by itself. Elsewhere somebody may have been sent the address: they are asked.
  if (proxy || framed) form.requestSubmit();
  else form.querySelector("button").focus();
})();
