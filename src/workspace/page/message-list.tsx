import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Message } from './message.ts';
import { MessageRow } from './message-row.tsx';
import { usePage } from './page-context.ts';
import { threadKey } from './page-state.ts';

export interface MessageListProps {
  readonly channel: string;
  readonly messages: readonly Message[] | undefined;
  readonly place: 'channel' | 'thread';
  readonly intro?: ReactNode;
}

/** Within this of the end, the list follows new messages. */
const NEAR_END_PX = 120;

export function MessageList({ channel, messages, place, intro }: MessageListProps) {
  const { state } = usePage();
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const root = place === 'thread' ? messages?.[0]?.ts : undefined;
  const status = root === undefined ? '' : (state.statuses.get(threadKey(channel, root)) ?? '');
  const newest = messages?.at(-1);
  const isTryingAlerts = state.isAlertPanelOpen && channel === state.workspace.alerts.channelId;

  // Follows what was asked for, and otherwise only who already is at the end. A long answer shows from its start.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what makes the list longer
  useLayoutEffect(() => {
    const element = list.current;
    const isAsked =
      place === 'thread' ||
      isTryingAlerts ||
      newest?.isEphemeral === true ||
      newest?.userId === state.workspace.you.id;
    if (element !== null && (isAtEnd.current || isAsked)) showEnd(element);
  }, [messages?.length, newest, status]);

  return (
    <div
      ref={list}
      className="messages"
      role="log"
      aria-label="Messages"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      // A picture has no height until it has come.
      onLoadCapture={({ currentTarget }) => {
        if (isAtEnd.current) showEnd(currentTarget);
      }}
      onScroll={({ currentTarget }) => {
        const { scrollHeight, scrollTop, clientHeight } = currentTarget;
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
      }}
    >
      <div className="messages__rows">
        {intro}
        {messages?.map((message, index) => (
          <MessageRow
            key={message.ts}
            channel={channel}
            message={message}
            place={place}
            isRoot={place === 'thread' && index === 0}
          />
        ))}
        {status !== '' && (
          <p className="status" role="status">
            <span className="status__dots" aria-hidden="true" />
            {state.workspace.app.name} {status}
          </p>
        )}
      </div>
    </div>
  );
}

function showEnd(list: HTMLElement): void {
  const last = list.querySelector('.message:last-of-type');
  const isLong = last !== null && last.clientHeight > list.clientHeight;
  if (isLong) last.scrollIntoView({ block: 'start' });
  else list.scrollTop = list.scrollHeight;
}
