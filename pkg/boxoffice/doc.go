// Package boxoffice has what a program needs beside a vendor's package: [Secret];
// options of a client and of a call (With…); values such as [Ptr] and [Decimal];
// [Error], its sentinels and [SafeToRepeat]; [Hooks]. Nothing in it prints a secret.
package boxoffice
