import type { Changes } from '../changes.ts';
import { isRecord, type JsonRecord, parseJson, recordOf, textOf } from '../json.ts';
import { nameBlocks } from './block-ids.ts';
import type { Forward, MethodCall, MethodExtensions } from './web-api.ts';

/** The modals that are open at the page, bottom first. */
export interface OpenViews {
  find(viewId: string): JsonRecord | undefined;
  /** Closes one view, or with `all` every one; returns what was closed, top first. */
  close(viewId: string, all: boolean): readonly JsonRecord[];
}

export interface Views extends OpenViews {
  readonly extensions: MethodExtensions;
}

export function createViews(changes: Changes): Views {
  const open = new Map<string, JsonRecord>();

  const opening = async ({ method, params }: MethodCall, forward: Forward) => {
    const reply = await forward(nameView(params));
    const view = recordOf(reply, 'view');
    const id = textOf(view, 'id');
    if (view === undefined || id === undefined) return reply;
    if (method === 'views.open') open.clear();
    open.set(id, view);
    changes.emit({ type: 'view_opened', view });
    return reply;
  };

  return {
    find: (viewId) => open.get(viewId),
    close(viewId, all) {
      const ids = all ? [...open.keys()].reverse() : [viewId];
      const closed = ids.map((id) => open.get(id)).filter((view) => view !== undefined);
      for (const id of ids) open.delete(id);
      if (ids.length > 0) changes.emit({ type: 'views_closed', viewIds: ids });
      return closed;
    },
    extensions: {
      'views.open': opening,
      'views.push': opening,
      'views.update': async ({ params }, forward) => {
        const reply = await forward(nameView(params));
        const view = recordOf(reply, 'view');
        const id = textOf(view, 'id');
        if (view !== undefined && id !== undefined && open.has(id)) {
          open.set(id, view);
          changes.emit({ type: 'view_updated', view });
        }
        return reply;
      },
    },
  };
}

function nameView(params: JsonRecord): JsonRecord {
  const view = typeof params.view === 'string' ? parseJson(params.view) : params.view;
  return isRecord(view) ? { ...params, view: nameBlocks(view) } : params;
}
