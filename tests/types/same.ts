/** Whether two types are one and the same, which is more than that each fits the other. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only where both types are the same. */
export function same<A, B>(..._verdict: Same<A, B> extends true ? [] : ["the types differ", A, B]): void {}
