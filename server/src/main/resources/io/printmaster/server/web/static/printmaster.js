// What pages do beyond plain HTML: times in the viewer's zone, "/" for the search box, the refresh that says when it
// is stale, and copying. Every page works without it.
"use strict";
(function () {
  const full = new Intl.DateTimeFormat(undefined, {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
  const clock = new Intl.DateTimeFormat(undefined, {
    hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short",
  });

  function span(seconds) {
    if (seconds < 60) return Math.floor(seconds) + " s";
    if (seconds < 3600) return Math.floor(seconds / 60) + " min";
    if (seconds < 2 * 86400) return Math.floor(seconds / 3600) + " h";
    return Math.floor(seconds / 86400).toLocaleString() + " days";
  }

  function tellTimes(root) {
    for (const element of root.querySelectorAll("time[data-time]")) {
      const at = new Date(element.getAttribute("datetime"));
      if (Number.isNaN(at.getTime())) continue;
      if (element.dataset.time === "full") {
        element.textContent = full.format(at);
        element.title = element.getAttribute("datetime");
      } else {
        element.title = full.format(at);
      }
    }
  }

  function tellCount() {
    const live = document.getElementById("live");
    const count = document.getElementById("count");
    // Only a change is announced: setting the same text again would be read out every 15 seconds.
    if (live && count && live.dataset.count && count.textContent !== live.dataset.count) {
      count.textContent = live.dataset.count;
    }
  }

  // --- refresh and its failure ---------------------------------------------------------------------------------

  let freshAt = Date.now();
  let retry = 0;

  function isFresh() {
    freshAt = Date.now();
    window.clearInterval(retry);
    retry = 0;
    document.getElementById("stale").hidden = true;
  }

  function isStale() {
    const badge = document.getElementById("stale");
    badge.textContent = "Stale: the server does not answer; this page shows what it was at " +
      clock.format(new Date(freshAt)) + ". Trying again every 5 s.";
    badge.hidden = false;
    if (retry === 0) {
      retry = window.setInterval(function () {
        const live = document.getElementById("live");
        if (live && window.htmx) window.htmx.trigger(live, "refresh");
      }, 5000);
    }
  }

  function selecting() {
    const selection = window.getSelection();
    const live = document.getElementById("live");
    return selection && !selection.isCollapsed && live && live.contains(selection.anchorNode);
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    const poll = event.detail.elt.id === "live";
    // A page nobody looks at asks nothing; text being selected is not pulled away.
    if (poll && retry === 0 && (document.hidden || selecting())) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    const status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (event.detail.successful) isFresh();
    else if (status === 0 || status >= 500) isStale();
  });
  document.addEventListener("htmx:afterSwap", function () {
    tellTimes(document);
    tellCount();
  });
  document.addEventListener("visibilitychange", function () {
    const live = document.getElementById("live");
    if (!document.hidden && live && window.htmx) window.htmx.trigger(live, "refresh");
  });

  // --- keyboard and clipboard ------------------------------------------------------------------------------------

  document.addEventListener("keydown", function (event) {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    const search = document.querySelector("[data-search]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  function offerCopy() {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("button[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", function () {
        const source = document.getElementById(button.dataset.copy);
        navigator.clipboard.writeText(source.value).then(function () { button.textContent = "Copied"; });
      });
    }
  }

  tellTimes(document);
  offerCopy();
})();
