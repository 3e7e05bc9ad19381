// Package boxoffice has what a program needs beside a vendor's package and its
// types: errors, secrets, options, and small types for fields.
//
// Whatever goes wrong in a call, the caller gets one *[Error] (found with
// [errors.As]). It says which operation failed, whether the request reached the
// vendor ([Delivery]), and, when there was an answer, everything the vendor
// said. The sentinels of this package ([ErrNotFound], [ErrOutcomeUnknown], …)
// answer the usual questions through [errors.Is]; [SafeToRepeat] says whether the
// call may be sent again.
//
// An Error is safe to log: its text, its JSON and its slog form name the
// operation, the status, the vendor's numeric code and the kind of failure, and
// never a URL, a header or a byte of a body, which may hold credentials or
// personal data. Those are in its fields, for programs to read.
//
// Options of a client come from this package. [WithHooks] tells metrics, traces,
// limiters and circuit breakers of every call and attempt; [WithMiddleware] wraps
// the round tripper, where [CallFromContext] tells the operation; [WithLogger]
// logs, and [WithWireDump] shows what goes over the wire. Hooks, logs and the dump
// have no secret in them.
//
// [SecretText] is for what a caller configures, [Sensitive] for what travels in
// requests and answers, and [SensitiveNumber] where a vendor types that as a
// number. All print as "[redacted]" in every fmt verb and in slog. (Except %p,
// for which fmt asks no type, and which go vet refuses for anything but
// pointers.)
package boxoffice
