// Package token obtains, renews and shares the tokens that vendors hand out.
//
// A [Source] is for one caller of one vendor. Code that needs the token calls
// [Source.Token]. When the vendor refuses a token, call [Source.Refused]. The source
// does the rest:
//
//   - One renewal runs at a time, for any number of callers. It does not depend on the
//     caller that started it: each caller waits until its own context ends, and the
//     renewal goes on for the others.
//   - A token is renewed in the background some time before its end ([WithEarly]). Until
//     the renewal succeeds, the old token is served, and at most until its end. A renewal
//     is started by a call of Token; the token of an idle source is not renewed.
//   - A refusal ends only the token that was refused. So many refusals of one token,
//     also late ones, cause one renewal.
//   - Refused credentials, and any other refusal of a login, are remembered
//     ([WithCoolDown]) so that a wrong password does not lock an account out.
//     Credentials that can change at run time ([Issuer.Credentials]) are tried again
//     as soon as they are others.
//   - When the login end answers 408, 425, 429 or 5xx, all callers hold off: as long as
//     its Retry-After asks, or from 250 ms up to half a minute. Token fails at once
//     meanwhile, with the answer. They do so too when a login twice in a row brings no
//     token that can be used, such as a page for maintenance, or when its answer is lost.
//   - A refresh token is sent at most once (see below).
//   - Returning the held token takes no lock, allocates nothing and does not read the
//     clock.
//
// # Sharing a token
//
// A [Store] lets several sources, in one process or in many, use one token:
// [MemoryStore] within a process, [FileStore] on a machine, and the package
// redisstore for several machines. A source reads, redeems and writes under one lock,
// so one process renews the token and the others use what it wrote.
//
// When the store cannot be reached, the source works without it: it logs in by itself,
// warns ([WithLogger], [WithWarning], [ErrStoreUnavailable]), and tries the store again
// with the next renewal.
//
// # Rotating refresh tokens and processes that die
//
// A vendor that rotates refresh tokens accepts each of them once and may take a
// second use for theft. A source therefore takes the refresh token out of the
// store before it sends it, and puts the new one in before it hands out the
// new access token. A redemption that has been sent is never cancelled by a caller; only
// its own time limit ends it. When a process is killed, this is left:
//
//   - before the refresh token was taken out: it is still in the store, and the next
//     process redeems it;
//   - after that and before the new one was put in: it is not known whether the vendor
//     received the old one. The next process finds no refresh token and logs in. It does
//     not send the old one again;
//   - after the new one was put in: nothing is lost.
//
// The same holds when the vendor's answer is lost. The old refresh token is put back
// only if it was certainly not redeemed: the request was never sent, or the vendor
// answered that it was too busy.
//
// # What is not covered
//
// Ends are measured with timers, which stand still while a machine sleeps: a
// token that ended meanwhile is served once more, refused by the vendor, and
// replaced. A source takes Refused at its word: whether an operation's refusal is the
// token's fault is for its caller to judge, as package transport does.
package token
