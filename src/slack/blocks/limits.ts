/**
 * What Slack accepts, in characters unless the name says otherwise. Block Kit figures are from
 * https://docs.slack.dev/reference/block-kit and its pages for each block and element.
 */
export const LIMITS = {
  /** https://docs.slack.dev/reference/block-kit/blocks */
  blocksPerMessage: 50,
  blocksPerModal: 100,
  /**
   * Undocumented sum: messages are refused with `msg_blocks_too_long` near 13,200 characters of text
   * (slackapi/bolt-js#2509), and once below 12,000 (#2867). Ours counts the blocks' whole JSON, which is always more.
   */
  blocksJson: 12_000,
  /** https://docs.slack.dev/reference/methods/chat.postMessage advises 4,000; chat.update refuses more. */
  messageText: 4000,
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block */
  headerText: 150,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block */
  sectionText: 3000,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
  textObject: 3000,
  /** https://docs.slack.dev/reference/block-kit/blocks/context-block */
  contextElements: 10,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  actionsElements: 25,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonText: 75,
  buttonValue: 2000,
  /** https://docs.slack.dev/reference/block-kit/blocks/image-block */
  altText: 2000,
  actionId: 255,
  blockId: 255,
  url: 3000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  inputLength: 3000,
  placeholder: 150,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionText: 75,
  optionValue: 150,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
  options: 100,
  /** https://docs.slack.dev/reference/views/modal-views */
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  callbackId: 255,
  /** https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts */
  suggestedPrompts: 4,
  /** Ours: https://docs.slack.dev/reference/methods/assistant.threads.setTitle names none, a list shows one line. */
  threadTitle: 120,
} as const;

/** What an answer allows itself, below Slack's limits, so that it stays readable. Characters unless said otherwise. */
export const ANSWER_SIZES = {
  /** Messages of one answer; the response_url of a slash command takes five posts. */
  messages: 3,
  evidenceQuotes: 3,
  evidenceQuote: 400,
  /** One code block, one paragraph, one list item of a page. */
  piece: 2000,
  /** Markdown of one cause or step: parsing takes time, and a message holds little more. */
  markdown: 4000,
  causes: 8,
  steps: 40,
  references: 6,
  nearest: 3,
  signals: 8,
  contextText: 500,
  firstStep: 300,
} as const;
