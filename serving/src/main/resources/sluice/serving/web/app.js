"use strict";
// What a viewer does is sent as an event under the request that showed the item; then the shelf is asked for anew.
(function () {
  var shelf = document.getElementById("shelf");
  if (!shelf) { return; }
  var user = document.body.getAttribute("data-user");

  function send(act, item, request) {
    var event = { id: id(), kind: act, user: user, item: item, time: Date.now(), requestId: request };
    return fetch("/v1/events", {
      method: "POST", headers: { "Content-Type": "application/json" }, keepalive: true, body: JSON.stringify([event])
    });
  }

  function id() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(bytes, function (b) { return (b + 256).toString(16).slice(1); }).join("");
  }

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
    var sent = send(act, card.getAttribute("data-item"), request);
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
        var cards = shelf.querySelectorAll(".card");
        var next = cards[Math.min(place, cards.length - 1)];
        if (next) { next.querySelector("button").focus({ preventScroll: true }); }
      })
      .catch(function (error) { say("Sorry, " + error.message + ". Try again."); })
      .finally(function () { shelf.classList.remove("busy"); });
  });
})();
