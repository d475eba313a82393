// Counts the bytes that are fetched, whoever asks for them.

/** Has `count` told of every piece that arrives; gives a function that ends it. */
export function counted(count) {
  const plain = self.fetch;
  self.fetch = async (...args) => {
    const response = await plain(...args);
    if (!response.ok || !response.body) return response;
    const counter = new TransformStream({
      transform(piece, controller) {
        count(piece.byteLength);
        controller.enqueue(piece);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counter), { status, statusText, headers });
  };
  return () => {
    self.fetch = plain;
  };
}
