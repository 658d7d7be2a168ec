import { type FormEvent, useState } from 'react';
import { isRecord, type JsonRecord, recordOf, recordsOf, textOf } from '../json.ts';
import { Blocks } from './blocks.tsx';
import { Dialog } from './dialog.tsx';
import { InputBlock, initialValues, type ViewValues } from './input-block.tsx';
import { usePage } from './page-context.ts';
import { send } from './server.ts';
import { faultText, type Press } from './use-press.ts';

/** A modal of the app: its blocks, its inputs, and the errors that the app returned. */
export function Modal({ view }: { view: JsonRecord }) {
  const { dispatch } = usePage();
  const [values, setValues] = useState<ViewValues>(() => initialValues(view));
  const [errors, setErrors] = useState<JsonRecord>({});
  const [isBusy, setBusy] = useState(false);
  const viewId = textOf(view, 'id') ?? '';
  const label = (key: string) => textOf(recordOf(view, key), 'text');
  const report = (error: string | undefined) => {
    if (error !== undefined) dispatch({ type: 'notice', text: faultText(error) });
  };
  const close = () => send('/api/view-close', { viewId }).then(({ error }) => report(error));
  const press: Press = async (blockId, actionId, chosen) =>
    report((await send('/api/view-press', { viewId, blockId, actionId, chosen, values })).error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    // An update that the app made meanwhile may have brought inputs that nobody touched.
    const { error, body } = await send('/api/view-submit', {
      viewId,
      values: { ...initialValues(view), ...values },
    });
    setBusy(false);
    setErrors(isRecord(body.errors) ? body.errors : {});
    report(error);
  };
  const submitLabel = label('submit');
  return (
    <Dialog title={label('title') ?? ''} onClose={close}>
      <form onSubmit={submit}>
        <div className="dialog__body">
          {recordsOf(view, 'blocks').map((block) =>
            block.type === 'input' ? (
              <InputBlock
                key={textOf(block, 'block_id')}
                viewId={viewId}
                block={block}
                error={textOf(errors, textOf(block, 'block_id') ?? '')}
                onChange={(value) => setValues((old) => ({ ...old, ...value }))}
              />
            ) : (
              <Blocks key={textOf(block, 'block_id')} blocks={[block]} onPress={press} />
            ),
          )}
        </div>
        <footer className="dialog__foot">
          <button type="button" className="button" onClick={close}>
            {label('close') ?? 'Cancel'}
          </button>
          {submitLabel !== undefined && (
            <button type="submit" className="button button--primary" disabled={isBusy}>
              {submitLabel}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}
