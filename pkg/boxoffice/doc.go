// Package boxoffice has what a program needs beside a vendor's package and its
// types.
//
//   - Before the first call: [Secret] for passwords, keys and tokens.
//   - Options of a client ([ClientOption]), of one call ([CallOption]) and of both
//     ([Option]): [WithBaseURL], [WithHeader], [WithRetry], [WithLogger], …
//   - Requests: [Ptr] for a field that may be absent, [Null] and [Set] for one that
//     may be null.
//   - Answers: [Decimal] for money, [Date], [DateTime], and [Sensitive] for links and
//     tokens; [WithResponse] for status, header and body.
//   - Errors: every failed call returns an *[Error] ([AsError], [errors.As]).
//     [errors.Is] knows [ErrNotFound] and the other sentinels. [IsOutcomeUnknown]
//     and [SafeToRepeat] say whether the call may be sent again.
//   - Observing: [Hooks], [CallFromContext], [WithMiddleware], [WithWireDump].
//
// Nothing here prints a secret: an Error's text, JSON and slog form hold no URL,
// header or body. Those are in its fields, for programs to read.
package boxoffice
