// Package boxoffice has what a program needs beside a vendor's package and its types:
// [Secret]; options of a client and of a call (With…); [Ptr], [Set] and [Null] for
// requests; [Decimal], [Date] and [DateTime] of answers; [Error] and the sentinels;
// [IsOutcomeUnknown] and [SafeToRepeat]; [Hooks]. Nothing in it prints a secret.
package boxoffice
