// What if SES is broken? Code of the attacker's own in the place of the child, with Node's functions at hand. What it
// reaches then is what the outer layers are for. It speaks by what its cases "printed".

import type { attack, expectation } from "./attack.ts";

const taken = (
  id: string,
  tries: string,
  code: string,
  expected: expectation = "fail",
): attack => ({
  id,
  kind: "takeover",
  tries,
  expected,
  how: { by: "process", code },
});

export const takeovers: readonly attack[] = [
  taken(
    "500-read-hidden-tests",
    "read the file with the hidden tests",
    "if (fs.readFileSync(secret, 'utf8').includes('CANARY')) reached('reads files')",
  ),
  taken(
    "501-read-passwords",
    "read the host's list of users",
    "if (fs.readFileSync('/etc/passwd', 'utf8').includes('root')) reached('reads files')",
  ),
  taken(
    "502-list-folders",
    "list folders of the host",
    "if (fs.readdirSync('/home').length + fs.readdirSync('/etc').length > 0) reached('lists folders')",
  ),
  taken(
    "503-environment",
    "read the environment of the grader",
    "if (JSON.stringify(process.env).includes('CANARY')) reached('reads the environment')",
  ),
  taken(
    "504-parents-environment",
    "read the grader's environment in /proc",
    "if (fs.readFileSync('/proc/' + process.ppid + '/environ', 'utf8').includes('CANARY')) reached('reads the environment')",
  ),
  taken(
    "505-parents-memory",
    "open the grader's memory",
    "fs.openSync('/proc/' + process.ppid + '/mem', 'r'); reached('opens memory of another process')",
  ),
  taken(
    "506-write-file",
    "write a file",
    "fs.writeFileSync(marker, ''); if (fs.existsSync(marker)) reached('makes files')",
  ),
  taken(
    "507-write-beside-itself",
    "replace its own script",
    "fs.appendFileSync(__filename, '//'); reached('changes its own script')",
  ),
  taken(
    "508-network",
    "connect to a server on this machine",
    "await connects({ host: '127.0.0.1', port })",
  ),
  taken(
    "509-listen",
    "wait for connections",
    "await new Promise((done) => { const s = require('node:net').createServer().listen(0, '127.0.0.1', () => { reached('listens'); s.close(done) }); s.on('error', done) })",
  ),
  taken(
    "510-unix-socket",
    "connect to a socket in the file system",
    "await connects({ path: socket })",
  ),
  taken(
    "511-datagrams",
    "send a datagram",
    "await new Promise((done) => { const s = require('node:dgram').createSocket('udp4'); s.on('error', done); s.send('x', port, '127.0.0.1', (e) => { if (!e) reached('sends datagrams'); s.close(done) }) })",
  ),
  taken(
    "512-spawn",
    "start a program",
    "const { status } = require('node:child_process').spawnSync('/bin/true'); if (status === 0) reached('starts programs')",
  ),
  taken(
    "513-spawn-itself",
    "start Node again, without limits",
    "const { status } = require('node:child_process').spawnSync(process.execPath, ['-e', '0']); if (status === 0) reached('starts programs')",
  ),
  taken(
    "514-signal-the-grader",
    "send the grader a signal",
    "if (process.ppid > 0) { process.kill(process.ppid, 0); reached('may signal the grader') }",
  ),
  taken(
    "515-signal-others",
    "find and signal other processes",
    "for (let pid = 2; pid < 40000; pid++) if (pid !== process.pid && pid !== process.ppid) { let there = false; try { process.kill(pid, 0); there = true } catch {} if (there) { reached('may signal other processes'); break } }",
  ),
  taken(
    "516-worker",
    "start a thread with settings of its own",
    "await new Promise((done) => { const w = new (require('node:worker_threads').Worker)('0', { eval: true }); w.on('error', done); w.on('exit', () => { reached('starts threads'); done() }) })",
  ),
  taken(
    "517-native-code",
    "load native code",
    "process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6')",
  ),
  taken(
    "518-inspector",
    "open the debugger's port",
    "require('node:inspector').open(0, '127.0.0.1'); if (require('node:inspector').url()) { reached('opens the debugger'); require('node:inspector').close() }",
  ),
  taken(
    "519-memory-beside-the-heap",
    "take two gigabytes beside the heap",
    "const all = []; for (let i = 0; i < 32; i++) all.push(Buffer.alloc(1 << 26, 1)); reached('takes 2 GB')",
    "any",
  ),
  taken(
    "520-heap-limit",
    "raise the heap's limit and fill it",
    "require('node:v8').setFlagsFromString('--max-old-space-size=8000'); const all = []; for (let i = 0; i < 150; i++) all.push(new Array(1e6).fill(i)); reached('takes 1 GB of heap')",
    "any",
  ),
  taken(
    "521-outlive",
    "leave a process behind",
    "const c = require('node:child_process').spawn('/bin/sleep', ['2'], { detached: true, stdio: 'ignore' }); await new Promise((done) => { c.on('error', done); c.on('spawn', () => { reached('leaves a process behind'); done() }) })",
  ),
  taken(
    "522-open-files",
    "open more files than anybody needs",
    "const all = []; for (let i = 0; i < 200; i++) all.push(fs.openSync(__filename, 'r')); reached('opens 200 files')",
  ),
  taken(
    "523-rename-itself",
    "call itself something else and change its folder",
    "process.chdir('/tmp'); fs.mkdtempSync('x'); reached('makes files')",
  ),
  taken(
    "524-links",
    "make a link that somebody may follow later",
    "fs.symlinkSync('/etc/passwd', marker + '.link'); reached('makes files')",
  ),
  taken(
    "525-mounts",
    "look at how it is shut in",
    "const lines = fs.readFileSync('/proc/self/mountinfo', 'utf8').split('\\n'); if (lines.length > 1) reached('sees mounts')",
  ),
  taken(
    "526-host-name",
    "learn the machine's name",
    "if (require('node:os').hostname() === hostname) reached('learns the host name')",
  ),
  taken(
    "527-users",
    "learn who grades",
    "if (require('node:os').userInfo().homedir) reached('learns who grades')",
  ),
  taken(
    "528-hidden-inputs",
    "pass the inputs of hidden tests to the case that is shown",
    "if (input.cases.length > 1) shown.push(JSON.stringify(input.cases[1].scenario)), reached('tells hidden inputs')",
  ),
  taken(
    "529-titles",
    "find titles and expectations of hidden tests in what it was given",
    "if (JSON.stringify(input).includes('CANARY')) reached('knows titles')",
  ),
  taken(
    "530-descriptors",
    "speak by a descriptor that was left open",
    "for (let fd = 3; fd < 64; fd++) { try { const s = fs.fstatSync(fd); if (s.isSocket() || s.isFIFO()) { fs.writeSync(fd, 'x'); } } catch {} }",
  ),
];
