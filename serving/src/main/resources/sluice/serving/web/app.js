"use strict";
// What a viewer sees and does is sent as events under the request that showed the items.
var sluice = (function () {
  var user = document.body.getAttribute("data-user");
  var writes = document.body.getAttribute("data-writes") === "true";

  function send(kind, item, request, position) {
    var event = { id: id(), kind: kind, user: user, item: item, time: Date.now(), requestId: request };
    if (position) { event.position = position; }
    return fetch("/v1/events", {
      method: "POST", headers: { "Content-Type": "application/json" }, keepalive: true, body: JSON.stringify([event])
    });
  }

  function id() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(bytes, function (b) { return (b + 256).toString(16).slice(1); }).join("");
  }

  // A slate counts as shown when somebody can see the page: not while it is fetched or rendered ahead, or in a tab behind.
  function seen() {
    if (!writes || document.prerendering || document.visibilityState !== "visible") { return; }
    document.querySelectorAll(".cards[data-request]").forEach(function (cards) {
      var first = cards.querySelector("[data-item]");
      if (!first || cards.hasAttribute("data-seen")) { return; }
      cards.setAttribute("data-seen", "");
      send("impression", first.getAttribute("data-item"), cards.getAttribute("data-request"), 1)
        .catch(function () { cards.removeAttribute("data-seen"); }); // said again when the page is looked at again
    });
  }

  document.addEventListener("visibilitychange", seen);
  document.addEventListener("prerenderingchange", seen);
  seen();
  return { user: user, send: send, seen: seen };
})();

// After an event the shelf is asked for again.
(function () {
  var shelf = document.getElementById("shelf");
  if (!shelf) { return; }
  var user = sluice.user;

  function say(text) {
    var note = document.createElement("p");
    note.className = "note";
    note.setAttribute("role", "alert");
    note.textContent = text;
    shelf.prepend(note);
  }

  shelf.addEventListener("click", function (e) {
    var target = e.target.closest("[data-act]");
    if (!target) { return; }
    var card = target.closest(".card");
    var act = target.getAttribute("data-act");
    var request = target.closest(".cards").getAttribute("data-request");
    var sent = sluice.send(act, card.getAttribute("data-item"), request);
    if (target.tagName === "A") { return; } // the link is followed; the event goes along
    var place = Array.prototype.indexOf.call(card.parentNode.children, card);
    shelf.classList.add("busy");
    sent
      .then(function (answer) {
        if (!answer.ok) { throw new Error("the event was not taken (" + answer.status + ")"); }
        return fetch("/shelf?user=" + encodeURIComponent(user));
      })
      .then(function (answer) {
        if (!answer.ok) { throw new Error("the shelf cannot be had (" + answer.status + ")"); }
        return answer.text();
      })
      .then(function (html) {
        shelf.innerHTML = html;
        sluice.seen();
        var cards = shelf.querySelectorAll(".card");
        var next = cards[Math.min(place, cards.length - 1)];
        if (next) { next.querySelector("button").focus({ preventScroll: true }); }
      })
      .catch(function (error) { say("Sorry, " + error.message + ". Try again."); })
      .finally(function () { shelf.classList.remove("busy"); });
  });
})();

// The live page asks for its figures every few seconds while somebody can see it, and writes what changed into the page that
// is there: nothing flickers, and what is selected, scrolled or focused stays so.
(function () {
  var live = document.getElementById("live");
  if (!live) { return; }
  var every = 3000;
  var lost = document.getElementById("lost");
  var pause = document.getElementById("pause");
  var paused = false;
  var asking = false;

  function patch(here, there) {
    if (here.nodeType !== there.nodeType || here.nodeName !== there.nodeName) {
      here.replaceWith(there.cloneNode(true));
      return;
    }
    if (here.nodeType !== Node.ELEMENT_NODE) {
      if (here.nodeValue !== there.nodeValue) { here.nodeValue = there.nodeValue; }
      return;
    }
    Array.prototype.slice.call(here.attributes).forEach(function (a) {
      if (!there.hasAttribute(a.name)) { here.removeAttribute(a.name); }
    });
    Array.prototype.forEach.call(there.attributes, function (a) {
      if (here.getAttribute(a.name) !== a.value) { here.setAttribute(a.name, a.value); }
    });
    children(here, there);
  }

  function children(here, there) {
    var old = Array.prototype.slice.call(here.childNodes);
    var fresh = Array.prototype.slice.call(there.childNodes);
    fresh.forEach(function (node, i) {
      if (i < old.length) { patch(old[i], node); } else { here.appendChild(node); }
    });
    old.slice(fresh.length).forEach(function (node) { node.remove(); });
  }

  function ask() {
    if (paused || document.hidden || asking) { return; }
    asking = true;
    fetch("/live/figures")
      .then(function (answer) {
        if (!answer.ok) { throw new Error("it answers " + answer.status); }
        return answer.text();
      })
      .then(function (html) {
        var fresh = document.createElement("template");
        fresh.innerHTML = html;
        children(live, fresh.content);
        if (lost.firstChild) { lost.replaceChildren(); }
      })
      .catch(function (error) {
        if (lost.firstChild) { return; } // said once
        var note = document.createElement("p");
        note.className = "note";
        note.textContent = "These figures are of " + new Date().toLocaleTimeString() + ": the server cannot be reached, or "
          + error.message + ". It is asked again every " + every / 1000 + " seconds.";
        lost.appendChild(note);
      })
      .finally(function () { asking = false; });
  }

  pause.hidden = false;
  pause.addEventListener("click", function () {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    ask();
  });
  document.addEventListener("visibilitychange", ask);
  setInterval(ask, every);
})();
