import { Component, type ReactNode } from 'react';
import { type Block, Message as SlackBlocks } from 'slack-blocks-to-jsx';
import { isRecord, type JsonRecord, textOf } from '../json.ts';
import { CodeBlock, splitCode } from './code-block.tsx';
import { Element } from './element.tsx';
import { usePage } from './page-context.ts';
import { Picture } from './picture.tsx';
import type { Press } from './use-press.ts';

export interface BlocksProps {
  readonly blocks: readonly JsonRecord[];
  /** Absent where nothing can be pressed. */
  readonly onPress?: Press;
}

/** What slack-blocks-to-jsx draws; it shows interactive elements too, but tells nobody when they are used. */
const PASSIVE = new Set([
  'alert',
  'card',
  'carousel',
  'container',
  'context',
  'data_visualization',
  'divider',
  'file',
  'header',
  'markdown',
  'plan',
  'rich_text',
  'section',
  'table',
  'task_card',
  'video',
]);

/** Block Kit: what can be pressed or copied is drawn here, everything else by slack-blocks-to-jsx. */
export function Blocks({ blocks, onPress }: BlocksProps) {
  return (
    <div className="blocks">
      {groupsOf(blocks.flatMap(splitCode)).map((group) => {
        const [first] = group;
        const key = `${textOf(first, 'block_id') ?? ''}-${String(first?.type)}`;
        return first !== undefined && isOwn(first) ? (
          <OwnBlock key={key} block={first} onPress={onPress} />
        ) : (
          <PassiveBlocks key={key} blocks={group} />
        );
      })}
    </div>
  );
}

/** Neighbours that the library draws stay together, so that it can set their distances. */
function groupsOf(blocks: readonly JsonRecord[]): readonly (readonly JsonRecord[])[] {
  const groups: JsonRecord[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && !isOwn(last[0]) && !isOwn(block)) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function isOwn(block: JsonRecord): boolean {
  if (block.type === 'code' || block.type === 'image') return true;
  if (block.type === 'actions' || block.type === 'context_actions') return true;
  return block.type === 'section' && isRecord(block.accessory) && block.accessory.type !== 'image';
}

function OwnBlock({ block, onPress }: { block: JsonRecord; onPress: Press | undefined }) {
  if (block.type === 'code') return <CodeBlock text={textOf(block, 'text') ?? ''} />;
  if (block.type === 'image') return <Picture block={block} />;
  const blockId = textOf(block, 'block_id') ?? '';
  const press = async (actionId: string, chosen: JsonRecord) => onPress?.(blockId, actionId, chosen);
  if (block.type === 'section') {
    const { accessory, ...section } = block;
    return (
      <div className="with-accessory">
        <PassiveBlocks blocks={[section]} />
        {isRecord(accessory) && <Element element={accessory} onUse={press} />}
      </div>
    );
  }
  const elements = Array.isArray(block.elements) ? block.elements.filter(isRecord) : [];
  return (
    <div className="actions">
      {elements.map((element) => (
        <Element key={textOf(element, 'action_id')} element={element} onUse={press} />
      ))}
    </div>
  );
}

function PassiveBlocks({ blocks }: { blocks: readonly JsonRecord[] }) {
  const { people, channels } = usePage().state.workspace;
  const data = {
    users: people.map(({ id, realName }) => ({ id, name: realName })),
    channels: channels.map(({ id, name }) => ({ id, name })),
    user_groups: [],
  };
  return (
    <DrawingFault>
      <SlackBlocks
        blocks={blocks.filter(isDrawn)}
        name=""
        logo=""
        withoutWrapper
        data={data}
        hooks={{
          link: ({ href, children }) => (
            <a href={href} target="_blank" rel="noreferrer noopener">
              {children}
            </a>
          ),
        }}
      />
    </DrawingFault>
  );
}

function isDrawn(block: unknown): block is Block {
  return isRecord(block) && typeof block.type === 'string' && PASSIVE.has(block.type);
}

/** A block that cannot be drawn says so, and the rest of the page stays. */
class DrawingFault extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? (
      <p className="undrawn">This block could not be drawn.</p>
    ) : (
      this.props.children
    );
  }
}
