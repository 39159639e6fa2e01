import type { Wrapper } from '../lines/wrapper.js';

/** What Filebeat, Fluent Bit, Vector, Google Cloud Logging, Loki's logcli and CloudWatch write. */
export const jsonMessage: Wrapper = {
  id: 'json-message',
  title: 'a collector, JSON',
  shape: {
    kind: 'json',
    line: [['message'], ['textPayload'], ['line'], ['msg'], ['event', 'original']],
    time: [['@timestamp'], ['timestamp'], ['ts'], ['time']],
  },
};
