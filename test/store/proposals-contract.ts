import { withTeam } from '../../src/store/current-team.ts';
import type { Proposal, Proposals } from '../../src/store/proposal.ts';
import { RetryLater } from '../../src/store/queue/job-outcome.ts';
import { createMailbox } from '../support/mailbox.ts';

let names = 0;

function proposal(fields: Partial<Proposal> = {}): Omit<Proposal, 'team'> {
  names += 1;
  return {
    id: `p${names}-${process.pid}`,
    repository: `https://git.example/r${names}.git`,
    state: 'waiting',
    path: 'billing/ledger.md',
    text: '# Ledger\u0000\n',
    title: 'Ledger',
    author: 'Anna',
    savedAt: '2026-11-21T12:00:00.000Z',
    findings: 'None.',
    branch: 'pasteur/ledger',
    isWanted: true,
    ...fields,
  };
}

/** The contract of proposals, the same for one process and for many. */
export function describeProposals(
  open: () => Promise<{ proposals: Proposals; close(): Promise<void> }>,
): void {
  describe('proposals', () => {
    let proposals: Proposals;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ proposals, close } = await open());
    });
    afterEach(() => close());

    test('are worked on once each, and keep what is noted beside what was there', async () => {
      const worked = createMailbox<string>();
      await proposals.start(async (id) => worked.put(id));
      const given = proposal({ text: '# Ledger\n' });
      await proposals.add(given);
      expect(await worked.take()).toBe(given.id);
      await proposals.note(given.id, { state: 'pushed', commit: 'abc' });
      await proposals.note(given.id, { fault: { message: 'm' } });
      expect(await proposals.get(given.id)).toEqual({
        ...given,
        team: '',
        state: 'pushed',
        commit: 'abc',
        fault: { message: 'm' },
      });
      await proposals.note(given.id, { fault: null });
      expect((await proposals.get(given.id))?.fault).toBeNull();
      expect(await proposals.get('none')).toBeUndefined();
    });

    test('are worked on again when more is wanted, for their own workspace', async () => {
      const worked = createMailbox<Proposal | undefined>();
      await proposals.start(async (id) => worked.put(await proposals.get(id)));
      const given = proposal();
      await withTeam('T0000001', () => proposals.add(given));
      expect(await worked.take()).toMatchObject({ id: given.id, team: 'T0000001', isWanted: true });
      await withTeam('T0000001', () =>
        proposals.noteAndWork(given.id, { isWanted: false, withdrawnBy: 'Anna' }),
      );
      expect(await worked.take()).toMatchObject({ isWanted: false, withdrawnBy: 'Anna' });
      expect(await proposals.open(given.repository)).toEqual([]);
      expect(await withTeam('T0000001', () => proposals.open(given.repository))).toHaveLength(1);
      await proposals.note(given.id, { state: 'withdrawn' });
      expect(await withTeam('T0000001', () => proposals.open(given.repository))).toEqual([]);
    });

    test('that fail are worked on until they do not', async () => {
      const worked = createMailbox<number>();
      let tries = 0;
      await proposals.start(async () => {
        tries += 1;
        if (tries === 1) throw new RetryLater(1, 'wait');
        worked.put(tries);
      });
      await proposals.add(proposal());
      expect(await worked.take()).toBe(2);
    });
  });
}
