"use strict";
// Shows what is new without losing what is being typed. Without this each press of a button shows it, too.
(() => {
  const ends = () => document.querySelectorAll("[data-end]");
  // A last message that is longer than what is seen of it is read from its beginning.
  const down = () => ends().forEach((one) => {
    const last = one.lastElementChild;
    one.scrollTop = last && last.offsetHeight > one.clientHeight - 32 ? last.offsetTop - one.offsetTop - 12 : one.scrollHeight;
  });
  const near = (one) => one.scrollTop + one.clientHeight >= one.scrollHeight - 60;
  // A part in which somebody types or chooses waits until they have done.
  const busy = (part) => part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
  const show = (text, all) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const were = [...ends()].map(near);
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (other && other.innerHTML !== part.innerHTML && (all || !busy(part))) part.replaceChildren(...other.childNodes);
    }
    const box = document.getElementById("box"), other = fresh.getElementById("box");
    if (all && box && other) box.replaceWith(other);
    document.body.dataset.version = fresh.body.dataset.version;
    if (all || were.some(Boolean)) down();
  };
  const follow = async () => {
    for (;;) {
      try {
        const answer = await fetch(`/demo/changes?seen=${document.body.dataset.version}`, { cache: "no-store" });
        if (answer.status === 200) show(await (await fetch(location.href, { cache: "no-store" })).text(), false);
        else if (answer.status !== 204) throw new Error("later");
      } catch (_) { await new Promise((done) => setTimeout(done, 1500)); document.body.dataset.version = "-1"; }
    }
  };
  // What is done in the group or to the clock leaves the client's chat as it is: it shows by itself what comes.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post" || "whole" in form.dataset) return;
    event.preventDefault();
    if (document.body.classList.contains("waits")) return;
    const fields = new FormData(form, event.submitter);
    document.body.classList.add("waits");
    try {
      const body = form.enctype.startsWith("multipart") ? fields : new URLSearchParams(fields);
      const answer = await fetch(form.action, { method: "POST", body, cache: "no-store" });
      if (!answer.ok) throw new Error("later");
      if (answer.url !== location.href) history.replaceState(null, "", answer.url);
      show(await answer.text(), true);
    } catch (_) { location.reload(); } finally { document.body.classList.remove("waits"); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
  });
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    const [file] = target.files, label = target.closest("label");
    label.classList.toggle("chosen", Boolean(file));
    label.dataset.name = file ? file.name : "";
  });
  down();
  if (document.querySelector("[data-live]")) follow();
})();
