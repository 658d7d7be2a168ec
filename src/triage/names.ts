import { foldPhrase } from './read.ts';
import { wordsOf } from './tokens.ts';

/** The words of a name such as `KubePodCrashLooping`, `kube-pod-crash-looping` or `etcdNoLeader`, in lower case. */
export function nameWords(name: string): string[] {
  const parted = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[_\-.]+/g, ' ');
  return wordsOf(foldPhrase(parted)).map(({ word }) => word);
}
