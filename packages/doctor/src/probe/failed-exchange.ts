import type { NetworkFailure } from '@corsmith/protocol';

/** Carries a failure that is already explained to where the exchange is put together. */
export class FailedExchange extends Error {
  override readonly name = 'FailedExchange';
  readonly failure: NetworkFailure;

  constructor(failure: NetworkFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
