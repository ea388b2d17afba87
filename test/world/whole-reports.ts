// Loaded before every test file: makes it write its reports synchronously. Otherwise a file that ends while its pipe is full
// loses reports, and the run counts too few tests (github.com/nodejs/node/issues/64833).
const { _handle: pipe } = process.stdout as { _handle?: { setBlocking?(on: boolean): void } }
pipe?.setBlocking?.(true)
