import type { Changes } from '../changes.ts';
import { refused } from '../emulator.ts';
import { isRecord, type JsonRecord, parseJson, recordOf, textOf } from '../json.ts';
import { nameBlocks } from './block-ids.ts';
import { hasForeignPicture, type MaySee } from './slack-files.ts';
import type { Forward, MethodCall, MethodExtensions } from './web-api.ts';

/** The modals that are open at the page, bottom first, and the app's Home tab. */
export interface OpenViews {
  /** An open modal, or the Home tab. */
  find(viewId: string): JsonRecord | undefined;
  /** The Home tab of the person at the page; undefined until the app has published it. */
  home(): JsonRecord | undefined;
  /** Closes one view, or with `all` every one; returns what was closed, top first. */
  close(viewId: string, all: boolean): readonly JsonRecord[];
}

export interface Views extends OpenViews {
  readonly extensions: MethodExtensions;
}

/** `youId` is the person at the page, whose Home tab is kept; `maySee` says whether a caller may see a file. */
export function createViews(changes: Changes, youId: () => string, maySee: MaySee): Views {
  const open = new Map<string, JsonRecord>();
  let home: JsonRecord | undefined;

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
    find: (viewId) => open.get(viewId) ?? (textOf(home, 'id') === viewId ? home : undefined),
    home: () => home,
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
      'views.publish': async ({ actor, params }, forward) => {
        if (!actor.isBot) return refused('not_allowed_token_type');
        const named = nameView(params);
        if (await hasForeignPicture(recordOf(named, 'view') ?? {}, actor, maySee))
          return refused('invalid_blocks');
        const reply = await forward(named);
        const view = recordOf(reply, 'view');
        if (view !== undefined && textOf(params, 'user_id') === youId()) {
          home = view;
          changes.emit({ type: 'home_published', view });
        }
        return reply;
      },
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
