// Read before every test file: what it reports is written at once. Otherwise a file that ends while its pipe is full takes
// reports along, and the run counts fewer tests than there were (github.com/nodejs/node/issues/64833).
const { _handle: pipe } = process.stdout as { _handle?: { setBlocking?(on: boolean): void } }
pipe?.setBlocking?.(true)
