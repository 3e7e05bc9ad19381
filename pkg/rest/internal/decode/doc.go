// Package decode reads a vendor's JSON or XML answer into a struct of this
// module. It is the only place where the bytes of an answer become values. It
// uses the standard library alone. All its functions are safe for concurrent use.
// No input makes it panic.
//
// Entry points: [JSON], [XML] and [XMLList] read a whole body. [EachJSON] and
// [EachXML] read a list element by element, and their memory does not grow with
// the list. Before them, call [Text] or [TextReader], which convert a body in
// another charset to UTF-8.
//
// # Tags
//
//	json:"id"                   required, null is refused
//	json:"x" api:"nullable"     required, null reads as the zero value
//	json:"x,omitzero"           optional (omitempty says the same); absent and null read as the zero value
//	json:"-"                    not read
//	xml:"name"                  a child element; of a list: every child of this name
//	xml:"a>b"                   the child b in the child a; of a list: a is there even when the list is empty
//	xml:"name,attr"             an attribute
//	xml:",chardata"             the element's own text
//
// A pointer reads null and absent as nil, whatever its json tag says. Only
// api:"nullable" makes a pointer required. A field without an xml tag has its JSON
// name in XML. The json tag also says whether a field is required in XML.
//
// # Rules
//
//	keys          match exactly. Unknown ones are skipped, and must be well-formed. A known one that comes twice is an error.
//	required      is checked at every depth, also in lists and maps.
//	integer       a number, or a string that holds one, with an integral value in range: 3, 3.0, 30e-1, "3". All else is an error.
//	boolean       true, false, 0, 1, and each of them as a string.
//	float         a number, or a string that holds one, in range.
//	decimal       a number, or a string that holds one. The text is kept as it was written. See [IsDecimal].
//	text          a string. A lone surrogate and a byte that is not UTF-8 are errors; they are not replaced by U+FFFD.
//	time.Time     a string as in RFC 3339. The colon in the zone may be missing (+0000).
//	object, map   an object, or [], which is how PHP and Lua encode an empty one. [] has none of the required properties, so it
//	              is an error for a required object that has some, and a [Problem] for an optional one.
//	list          a list. Two kinds of objects are lists too: one whose keys are all whole numbers, in its order, which is how
//	              PHP encodes a list with holes, and {} inside of the body, which is how Lua encodes an empty list.
//	              null is an element only when elements are pointers. No element is dropped or invented: an object in a
//	              list is an error when it has no documented property, or when all of them are null.
//	own types     a json.Unmarshaler gets the raw value, also null. An encoding.TextUnmarshaler gets the text of a string.
//	free values   any reads as in encoding/json with UseNumber. json.RawMessage keeps the bytes. Both may be null.
//	variants      a type with a method Variants is read as the type that its discriminator names, wherever that stands in the
//	              object. An object whose discriminator has a value that no type has is a [boxoffice.UnknownVariant], and no
//	              error. XML has no form of it.
//	optional      a malformed scalar, and a scalar instead of a list or object, leave the field unset and are a [Problem], which
//	              is no error. Text that is not UTF-8, and a malformed value inside a list or object, are errors nevertheless,
//	              so that nothing that the vendor sent is lost unnoticed.
//	an error      does not stop the reading, unless the body is not well-formed. The destination holds what could be read, and
//	              the error names the first five places. A list ends before the first element of which nothing could be read.
//	              A map does not have such an entry. A key that comes twice is unset, and so is a number at the place where
//	              the body breaks off.
//	the body      is exactly one value and not null.
//
// The same rules apply to XML, where the text of an element is what a string is in
// JSON:
//
//	names         match by their local part, in every namespace. The root must have the given name.
//	text          keeps its white space. White space around other values is ignored.
//	empty         <a/> is the text "", an empty list or an empty object. As a number, boolean or time it is absent.
//	unknown       elements and attributes are skipped. Below the root of a list an unknown element is an error.
//	stray text    between the elements of an object or list is an error.
//	DOCTYPE       is skipped when it has no internal subset. Only the five predefined entities and character references exist.
//
// # Errors
//
// Every failure is an [*Error]. An Error and a [Problem] name a path, what is
// documented there, and what kind of value the body has there. A path is, for example,
// [2].lines[0].amount or invoices.invoice[3].number; it counts from 0, and {2} is the
// third entry of a map. They never quote a value of the body, nor a key, except one that has
// the form of a language: names["de"].text.
//
// # Bounds
//
// Values nest at most 512 deep. A number has at most 1,000 bytes. Lists take at most
// 64 MiB of memory plus 32 times the length of the body; without this bound a body
// such as [{},{},…] could take gigabytes. A free value takes up to 60 times its length.
// The reading ends after 1,000 errors. Time and memory are linear in the length of the
// body. An object with variants is read twice up to its discriminator, and nested ones
// as often; this is bounded by 4 MiB and 16 times the length of the body.
package decode

const (
	maxDepth    = 512
	maxNumber   = 1000
	maxMistakes = 1000
	maxProblems = 100
	maxListed   = 5

	listFloor  = 64 << 20
	listFactor = 32

	aheadFloor  = 4 << 20
	aheadFactor = 16
)
