// Renews the page's changing part every few seconds and asks for an upload. The page works without it, by reloading.
"use strict";
(function () {
  const full = new Intl.DateTimeFormat(undefined, {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    timeZoneName: "short",
  });
  let freshAt = Date.now();
  let said = "";

  function times() {
    for (const time of document.querySelectorAll("time[datetime]")) {
      const at = new Date(time.getAttribute("datetime"));
      if (!Number.isNaN(at.getTime())) time.title = full.format(at);
    }
  }

  function say(text) {
    said = text;
    const place = document.getElementById("upload-said");
    if (place && place.textContent !== text) place.textContent = text;
  }

  function selecting() {
    const selection = window.getSelection();
    const live = document.getElementById("live");
    return selection && !selection.isCollapsed && live && live.contains(selection.anchorNode);
  }

  function stale(is) {
    const badge = document.getElementById("stale");
    if (is) {
      badge.textContent = "Stale: the agent does not answer; this page shows what it was at " +
        full.format(new Date(freshAt)) + ". Trying again every 5 s.";
    }
    badge.hidden = !is;
  }

  function renew() {
    const live = document.getElementById("live");
    if (!live || document.hidden || selecting()) return Promise.resolve();
    return fetch("/live", { credentials: "same-origin", cache: "no-store" })
      .then(function (answer) {
        if (!answer.ok) throw new Error("status " + answer.status);
        return answer.text();
      })
      .then(function (text) {
        const next = new DOMParser().parseFromString(text, "text/html").getElementById("live");
        const focused = document.activeElement && document.activeElement.id;
        live.replaceWith(next);
        if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
        freshAt = Date.now();
        stale(false);
        say(said);
        times();
      })
      .catch(function () { stale(true); });
  }

  // A foreign page can send no header of its own without asking first, and is refused when it asks.
  function upload() {
    say("Asked for an upload.");
    fetch("/api/v1/uploads", { method: "POST", headers: { "X-PrintMaster-Request": "page" }, credentials: "same-origin" })
      .then(function (answer) { return answer.json(); })
      .then(function (body) {
        say(body.detail || "Asked for an upload.");
        window.setTimeout(function () { renew().then(function () { say(""); }); }, 3000);
      })
      .catch(function () { say("The agent does not answer."); });
  }

  document.addEventListener("click", function (event) {
    if (event.target && event.target.id === "upload-now") upload();
  });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) renew(); });
  window.setInterval(renew, 5000);
  times();
})();
