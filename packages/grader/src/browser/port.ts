// The little of a MessagePort that is used here, so that these files need no browser's types.

export interface port {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close(): void;
}
