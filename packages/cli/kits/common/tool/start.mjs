// Says which Node is needed before anything is loaded that an older one could not even read.

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `faultline: Node 20.19 or newer is needed, and this is ${process.version}.\n`,
  );
  process.exit(69);
}
await import("./faultline.mjs");
