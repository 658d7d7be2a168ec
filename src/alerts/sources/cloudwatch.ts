import { z } from 'zod';
import { type AlertStatus, createAlert } from '../alert.ts';
import { freeText, freeTexts, freeTime, labelsOf, neededText } from './fields.ts';
import { PayloadFault } from './payload-fault.ts';
import { severityInName, UNSAID_SEVERITY } from './severity.ts';
import { checkShape, isJsonType, parseBody, parseText, type Reading, type Source } from './source.ts';

/** An SNS message, as far as it is read here; its signature is checked before. */
const SNS = z.object({
  Type: z.enum(
    ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'],
    'must be Notification, SubscriptionConfirmation or UnsubscribeConfirmation',
  ),
  MessageId: freeText,
  TopicArn: freeText,
  Message: z.string('must be a text').default(''),
  SubscribeURL: freeText,
});

const STATE = z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA'], 'must be ALARM, OK or INSUFFICIENT_DATA');

/** The alarm that CloudWatch writes into an SNS message. */
const ALARM = z.object({
  AlarmName: neededText,
  AlarmDescription: freeText,
  AWSAccountId: freeText,
  NewStateValue: STATE,
  NewStateReason: freeText,
  StateChangeTime: freeTime,
  Region: freeText,
  AlarmArn: freeText,
  Trigger: z
    .object({
      MetricName: freeText,
      Namespace: freeText,
      Dimensions: z.array(z.object({ name: freeText, value: freeText })).catch([]),
    })
    .nullish()
    .catch(undefined),
});

/** "CloudWatch Alarm State Change" of EventBridge. */
const EVENT = z.object({
  id: freeText,
  account: freeText,
  time: freeTime,
  region: freeText,
  resources: freeTexts,
  detail: z.object({
    alarmName: neededText,
    state: z.object({ value: STATE, reason: freeText, timestamp: freeTime }),
    configuration: z.object({ description: freeText }).nullish().catch(undefined),
  }),
});

/** Lacking data is worth a look: it is told only where somebody asked for it. */
const STATUS: Readonly<Record<z.output<typeof STATE>, AlertStatus>> = {
  ALARM: 'firing',
  INSUFFICIENT_DATA: 'firing',
  OK: 'resolved',
};

export const cloudwatch: Source = {
  name: 'cloudwatch',
  // SNS calls its JSON plain text.
  accepts: (contentType) => contentType === 'text/plain' || isJsonType(contentType),
  read: ({ body }) => {
    const value = parseBody(body);
    if (isEvent(value)) return readAlarm(value, []);
    const sns = checkShape(SNS, value);
    const delivery = sns.MessageId === '' ? {} : { deliveryId: sns.MessageId };
    if (sns.Type === 'SubscriptionConfirmation') {
      return {
        alerts: [],
        ...delivery,
        confirmUrl: sns.SubscribeURL,
        note: `the subscription to ${sns.TopicArn} is confirmed`,
      };
    }
    if (sns.Type === 'UnsubscribeConfirmation') {
      return { alerts: [], ...delivery, note: `the subscription to ${sns.TopicArn} has ended` };
    }
    return { ...readAlarm(parseText(sns.Message, 'Message'), ['Message']), ...delivery };
  },
};

function isEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'detail-type');
}

function readAlarm(value: unknown, path: readonly string[]): Reading {
  if (!isEvent(value)) return { alerts: [alertOfAlarm(checkShape(ALARM, value, path))] };
  const type = Reflect.get(Object(value), 'detail-type');
  if (type !== 'CloudWatch Alarm State Change') {
    const place = [...path, 'detail-type'].join('.');
    throw new PayloadFault(
      place,
      'must be CloudWatch Alarm State Change: narrow the rule of EventBridge to it',
    );
  }
  const event = checkShape(EVENT, value, path);
  return { alerts: [alertOfEvent(event)], ...(event.id === '' ? {} : { deliveryId: event.id }) };
}

function alertOfAlarm(alarm: z.output<typeof ALARM>) {
  const trigger = alarm.Trigger ?? undefined;
  const status = STATUS[alarm.NewStateValue];
  return createAlert({
    source: 'cloudwatch',
    fingerprint: alarm.AlarmArn || [alarm.AWSAccountId, alarm.Region, alarm.AlarmName].join(':'),
    status,
    severity: severityInName(alarm.AlarmName) ?? UNSAID_SEVERITY,
    name: alarm.AlarmName,
    summary: alarm.NewStateReason,
    description: alarm.AlarmDescription,
    labels: labelsOf({
      account: alarm.AWSAccountId,
      region: alarm.Region,
      state: alarm.NewStateValue,
      namespace: trigger?.Namespace,
      metric: trigger?.MetricName,
      ...Object.fromEntries(trigger?.Dimensions.map(({ name, value }) => [name, value]) ?? []),
    }),
    startsAt: status === 'firing' ? alarm.StateChangeTime : undefined,
    endsAt: alarm.StateChangeTime,
    links: [{ title: 'Alarm', url: consoleLink(alarm.AlarmArn, alarm.AlarmName) }],
  });
}

function alertOfEvent(event: z.output<typeof EVENT>) {
  const { alarmName, state, configuration } = event.detail;
  const arn = event.resources[0] ?? '';
  const status = STATUS[state.value];
  const changedAt = state.timestamp ?? event.time;
  return createAlert({
    source: 'cloudwatch',
    fingerprint: arn || [event.account, event.region, alarmName].join(':'),
    status,
    severity: severityInName(alarmName) ?? UNSAID_SEVERITY,
    name: alarmName,
    summary: state.reason,
    description: configuration?.description,
    labels: labelsOf({ account: event.account, region: event.region, state: state.value }),
    startsAt: status === 'firing' ? changedAt : undefined,
    endsAt: changedAt,
    links: [{ title: 'Alarm', url: consoleLink(arn, alarmName) }],
  });
}

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** `arn:<partition>:cloudwatch:<region>:<account>:alarm:<name>` */
function consoleLink(arn: string, name: string): string | undefined {
  const [, partition = '', , region = ''] = arn.split(':');
  const console = Object.hasOwn(CONSOLES, partition) ? CONSOLES[partition] : undefined;
  if (console === undefined || !/^[a-z0-9-]+$/.test(region)) return undefined;
  return `https://${console}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`;
}
