// A worker has the policy that came with its script as a header, not that of the page that started it. Where the
// server sends none, this stands in for it as far as it can: once everything is loaded, what asks or keeps is taken
// away, from Python's reach as well. Only import() is part of the language and stays.
const SENDERS = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts", "Worker",
  "BroadcastChannel", "RTCPeerConnection", "Notification", "indexedDB", "caches", "FontFace",
];

/** Takes away what can send or keep; there is no way back. */
export function shut() {
  for (const name of SENDERS) {
    for (let holder = self; holder; holder = Object.getPrototypeOf(holder)) {
      if (Object.hasOwn(holder, name)) delete holder[name];
    }
    Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
  }
  delete Object.getPrototypeOf(self.navigator).sendBeacon;
}
