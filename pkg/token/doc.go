// Package token obtains, renews and shares the tokens that vendors hand out.
//
// A [Source] stands for one caller of one vendor. Whoever needs the token asks
// [Source.Token]; whoever is told by the vendor that a token is dead says so
// with [Source.Refused]. Everything else is the source's own affair:
//
//   - However many ask, one renewal runs. It belongs to the source and not to
//     whoever happened to ask first: callers wait on their own context and give
//     up at their own deadline, and the renewal goes on for the others.
//   - A token is renewed in the background some time before its end
//     ([WithEarly]). Meanwhile, and if that fails, the old one is served until
//     it really ends. Renewals are brought about by use: nobody renews the
//     token of an idle source.
//   - A refusal kills that very token and no other, so a burst of refusals and
//     the stragglers after it cause one renewal.
//   - Refused credentials, and any other refusal of a login, are remembered
//     ([WithCoolDown]) so that a wrong password does not lock an account out.
//     Credentials that can change at run time ([Issuer.Credentials]) are tried again
//     as soon as they are others.
//   - When the login end answers 408, 425, 429 or 5xx, all callers hold off: as long as
//     its Retry-After asks, or from 250 ms up to half a minute. Token fails at once
//     meanwhile, with the answer.
//   - A refresh token is sent at most once (see below).
//   - Handing out the held token takes no lock, no allocation and no look at
//     the clock.
//
// # Sharing a token
//
// A [Store] lets several sources, in one process or in many, use one token:
// [MemoryStore] within a process, [FileStore] on a machine, and the package
// redisstore for a fleet. Looking, redeeming and writing happen under one lock,
// so one process renews and the others take up what it wrote.
//
// When a store cannot be reached the source goes on alone: it logs in for
// itself, warns ([WithLogger], [WithWarning], [ErrStoreUnavailable]), and
// returns to the store with the next renewal.
//
// # Rotating refresh tokens and processes that die
//
// A vendor that rotates refresh tokens accepts each of them once and may take a
// second use for theft. A source therefore takes the refresh token out of the
// store before it sends it, and puts the new one in before it hands out the
// new access token. Once sent, a redemption is cancelled by nobody: only its
// own time limit ends it. Where a process is killed decides what is left:
//
//   - before the refresh token was taken out: it is still there, and the next
//     process redeems it;
//   - after that and before the new one was put in: nobody can know whether the
//     vendor got it, and what the vendor answered is gone with the process. The
//     next process finds no refresh token and logs in anew. It does not try the
//     old one, which would be refused at best;
//   - after the new one was put in: nothing is lost.
//
// The same holds for an answer that got lost on the way. A refresh token is put
// back only if it surely was not redeemed: the request never left, or the
// vendor answered that it was too busy.
//
// # What is not covered
//
// Ends are measured with timers, which stand still while a machine sleeps: a
// token that ended meanwhile is served once more, refused by the vendor, and
// replaced. A source takes Refused at its word: whether an operation's refusal is the
// token's fault is for its caller to judge, as package transport does.
package token
