import type { FormEvent } from 'react';
import { type JsonRecord, recordOf, recordsOf, textOf } from '../json.ts';
import { Blocks } from './blocks.tsx';
import { InputBlock, initialValues, inputValue } from './input-block.tsx';
import { usePage } from './page-context.ts';
import { send } from './server.ts';
import { faultText } from './use-press.ts';

/** The app's Home tab, as it published it last. */
export function AppHome() {
  const { home, workspace } = usePage().state;
  const { name } = workspace.app;
  return (
    <section className="home" aria-label={`Home of ${name}`}>
      {home === undefined ? (
        <p className="home__wait">{name} is drawing this tab…</p>
      ) : (
        <HomeView view={home} />
      )}
    </section>
  );
}

function HomeView({ view }: { view: JsonRecord }) {
  const { dispatch } = usePage();
  const press = async (blockId: string, actionId: string, chosen: JsonRecord, values: object = {}) => {
    const { error } = await send('/api/view-press', {
      viewId: textOf(view, 'id') ?? '',
      blockId,
      actionId,
      chosen,
      values: { ...initialValues(view), ...values },
    });
    if (error !== undefined) dispatch({ type: 'notice', text: faultText(error) });
  };
  const enter = (block: JsonRecord) => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (block.dispatch_action !== true) return;
    const element = recordOf(block, 'element') ?? {};
    const typed = event.currentTarget.querySelector('input')?.value ?? '';
    const chosen = { value: typed === '' ? null : typed };
    const [blockId, actionId] = [textOf(block, 'block_id') ?? '', textOf(element, 'action_id') ?? ''];
    void press(blockId, actionId, chosen, inputValue(block, element, chosen));
  };
  return (
    <div className="home__view">
      {segmentsOf(recordsOf(view, 'blocks')).map((blocks) => {
        const [first = {}] = blocks;
        return first.type === 'input' ? (
          // By its element, whose name stays: what is being typed outlives a new drawing.
          <form key={textOf(recordOf(first, 'element'), 'action_id')} onSubmit={enter(first)}>
            <InputBlock
              viewId={textOf(view, 'id') ?? ''}
              block={first}
              error={undefined}
              onChange={() => undefined}
            />
          </form>
        ) : (
          <Blocks key={textOf(first, 'block_id')} blocks={blocks} onPress={press} />
        );
      })}
    </div>
  );
}

/** Inputs stand alone, what is between them is drawn together. */
function segmentsOf(blocks: readonly JsonRecord[]): readonly (readonly JsonRecord[])[] {
  const segments: JsonRecord[][] = [];
  for (const block of blocks) {
    const last = segments.at(-1);
    if (block.type === 'input' || last === undefined || last[0]?.type === 'input') segments.push([block]);
    else last.push(block);
  }
  return segments;
}
