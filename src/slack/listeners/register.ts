import type {
  App,
  BlockAction,
  ButtonAction,
  MessageShortcut,
  PlainTextInputAction,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Room } from '../room.ts';
import { ACTIONS, COMMANDS, EVENTS, SHORTCUTS, VIEWS } from '../surface.ts';
import { onChannelPost } from './channel-post.ts';
import { onCounterSubmission } from './counter-submission.ts';
import { onDirectMessage } from './direct-message.ts';
import { onHomeOpened } from './home-opened.ts';
import { onMention } from './mention.ts';
import { onMessageDeleted } from './message-deleted.ts';
import { onMessageEdited } from './message-edited.ts';
import { onMessageShortcut } from './message-shortcut.ts';
import { onPasteSubmission } from './paste-submission.ts';
import { onAskSummary } from './press-ask-summary.ts';
import { onHelpful } from './press-helpful.ts';
import { onNotThis } from './press-not-this.ts';
import { onSendAgain } from './press-send-again.ts';
import { onShare } from './press-share.ts';
import { onSummarySent } from './press-summary-sent.ts';
import { onUndoSave } from './press-undo-save.ts';
import { onWhy } from './press-why.ts';
import { onWrong } from './press-wrong.ts';
import { onPressSave, onSaveShortcut } from './save-open.ts';
import { onSaveSubmission } from './save-submission.ts';
import { onHomeSearch } from './search-home.ts';
import { onSuggestEntries } from './suggest-entries.ts';
import { onThreadWord } from './thread-word.ts';
import { onTriageCommand } from './triage-command.ts';
import { onUninstalled } from './uninstalled.ts';
import { onWrongSubmission } from './wrong-submission.ts';

type Press = BlockAction<ButtonAction>;

/** Joins Slack's events to their handlers; `manifest.yml` subscribes to exactly these. */
export function registerListeners(app: App, room: Room): void {
  // Bolt knows every `message.…` as `message`; each handler takes its own.
  app.event(eventType(EVENTS.directMessage), (args) => onDirectMessage(room, args));
  app.event(eventType(EVENTS.channelMessage), (args) => onChannelPost(room, args));
  app.event(eventType(EVENTS.channelMessage), (args) => onThreadWord(room, args));
  app.event(eventType(EVENTS.directMessage), (args) => onMessageEdited(room, args));
  app.event(eventType(EVENTS.directMessage), (args) => onMessageDeleted(room, args));
  app.event(EVENTS.mention, (args) => onMention(room, args));
  app.event(EVENTS.homeOpened, (args) => onHomeOpened(room, args));
  app.event(EVENTS.uninstalled, (args) => onUninstalled(room, args));
  app.event(EVENTS.tokensRevoked, (args) => onUninstalled(room, args));
  app.command(COMMANDS.triage, (args) => onTriageCommand(room, args));
  app.shortcut<MessageShortcut>(SHORTCUTS.triageMessage, (args) => onMessageShortcut(room, args));
  app.shortcut<MessageShortcut>(SHORTCUTS.saveMessage, (args) => onSaveShortcut(room, args));
  app.view<ViewSubmitAction>(VIEWS.paste, (args) => onPasteSubmission(room, args));
  app.action<Press>(ACTIONS.helpful, (args) => onHelpful(room, args));
  app.action<Press>(ACTIONS.notThis, (args) => onNotThis(room, args));
  app.action<Press>(ACTIONS.wrong, (args) => onWrong(room, args));
  app.options<'block_suggestion'>(ACTIONS.wrongMeant, (args) => onSuggestEntries(room, args));
  app.view<ViewSubmitAction>(VIEWS.wrong, (args) => onWrongSubmission(room, args));
  app.view<ViewSubmitAction>(VIEWS.counter, (args) => onCounterSubmission(room, args));
  app.action<Press>(ACTIONS.why, (args) => onWhy(room, args));
  app.action<Press>(ACTIONS.share, (args) => onShare(room, args));
  app.action<Press>(ACTIONS.askModel, (args) => onAskSummary(room, args));
  app.view<ViewSubmitAction>(VIEWS.save, (args) => onSaveSubmission(room, args));
  app.action<Press>(ACTIONS.save, (args) => onPressSave(room, args));
  app.action<Press>(ACTIONS.sendAgain, (args) => onSendAgain(room, args));
  app.action<Press>(ACTIONS.undoSave, (args) => onUndoSave(room, args));
  app.action<Press>(ACTIONS.summarySent, (args) => onSummarySent(room, args));
  app.action<BlockAction<PlainTextInputAction>>(ACTIONS.homeSearch, (args) => onHomeSearch(room, args));
}

function eventType(subscription: string): 'message' {
  const [type] = subscription.split('.');
  if (type !== 'message') throw new Error(`${subscription} is no subscription to messages`);
  return type;
}
