// Run after `npm install`: adds to package-lock.json the optional packages of other platforms that the registry in use
// did not know. Without them `npm ci` refuses the lock file, and other platforms would miss their binaries.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const SYSTEMS = [
  'darwin',
  'win32',
  'linux',
  'android',
  'freebsd',
  'openharmony',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
];
const PROCESSORS = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'wasm32',
];
const ARM_ABIS = ['eabi', 'gnueabihf', 'musleabihf'];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const packages = { ...lock.packages };
for (const [path, { optionalDependencies = {}, dev, license }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isKnown = packages[`node_modules/${name}`] ?? packages[`${path}/node_modules/${name}`];
    if (isKnown !== undefined || !/^\d+\.\d+\.\d+/.test(version)) continue;
    packages[`node_modules/${name}`] = { version, dev, license, optional: true, ...platformOf(name) };
    console.log(`added ${name} ${version}`);
  }
}
const sorted = Object.entries(packages).sort(([left], [right]) => (left < right ? -1 : 1));
writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);

function platformOf(name) {
  const parts = name.split('/').pop().split(/[-.]/);
  const system = SYSTEMS.find((candidate) => parts.includes(candidate));
  const processor = parts.some((part) => ARM_ABIS.includes(part))
    ? 'arm'
    : PROCESSORS.find((candidate) => parts.includes(candidate));
  const library = parts.some((part) => part.startsWith('musl'))
    ? 'musl'
    : parts.includes('gnu')
      ? 'glibc'
      : undefined;
  return {
    ...(system !== undefined && { os: [system] }),
    ...(processor !== undefined && { cpu: [processor] }),
    ...(library !== undefined && { libc: [library] }),
  };
}
