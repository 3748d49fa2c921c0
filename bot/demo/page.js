"use strict";
// Shows what is new without losing what is being typed. Without this, each press of a button shows it, too.
(() => {
  const live = () => document.querySelector("[data-live]");
  const down = () => document.querySelectorAll("[data-end]").forEach((one) => { one.scrollTop = one.scrollHeight; });
  const again = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const ends = [...document.querySelectorAll("[data-end]")].map((one) => one.scrollTop + one.clientHeight >= one.scrollHeight - 40);
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (other && other.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.replaceChildren(...other.childNodes);
      else if (other && other.innerHTML !== part.innerHTML && document.activeElement.tagName === "BUTTON") part.replaceChildren(...other.childNodes);
    }
    document.body.dataset.version = fresh.body.dataset.version;
    if (ends.some(Boolean)) down();
  };
  const follow = async () => {
    for (;;) {
      try {
        const answer = await fetch(`/demo/changes?seen=${document.body.dataset.version}`, { cache: "no-store" });
        if (answer.status === 200) await again(); else if (answer.status !== 204) throw new Error("later");
      } catch (_) { await new Promise((done) => setTimeout(done, 1500)); document.body.dataset.version = "-1"; }
    }
  };
  down();
  if (live()) follow();
})();
