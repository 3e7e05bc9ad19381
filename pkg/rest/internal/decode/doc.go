// Package decode reads a vendor's JSON or XML answer into a struct of this
// module. It is the only place where the bytes of an answer become values. It
// needs the standard library alone, and all its functions are safe for concurrent
// use. No input makes it panic.
//
// Entry points: [JSON], [XML] and [XMLList] read a whole body. [EachJSON] and
// [EachXML] read a list element by element, in memory that does not grow with
// the list. [Text] and [TextReader] make UTF-8 of a body in another charset;
// call them first.
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
// A pointer reads null and absent as nil, whatever its json tag says; only
// api:"nullable" makes it required. Without an xml tag, XML uses the JSON name.
// Whether something is required in XML is what its json tag says.
//
// # Rules
//
//	keys          match exactly. Unknown ones are skipped, and must be well-formed. A known one that comes twice is an error.
//	required      checked at every depth, in lists and maps too, in the same pass.
//	integer       a number, or a string that holds one, whose value is a whole one in range: 3, 3.0, 30e-1, "3". Else an error.
//	boolean       true, false, 0, 1, and each of them as a string.
//	float         a number, or a string that holds one, in range.
//	decimal       the same, and the text is kept as it was written. See [IsDecimal].
//	text          a string. A lone surrogate or a byte that is not UTF-8 is an error; U+FFFD never stands for it.
//	time.Time     a string in the form of RFC 3339; the zone may lack its colon (+0000).
//	object, map   an object, or [] (as PHP and Lua encode an empty one); what is required is missing then, and an optional
//	              object that cannot be empty is a problem.
//	list          a list. null is an element only where elements are pointers. No element is dropped or invented: an object in a
//	              list that has none of the documented properties, or nothing but null in them, is an error.
//	own types     a json.Unmarshaler is given the raw value, null included; a encoding.TextUnmarshaler a string's text.
//	free values   any reads as with encoding/json and UseNumber; json.RawMessage keeps the bytes. Both may be null.
//	optional      a malformed value of a scalar, and a scalar in place of a list or object, leave the field unset and are a
//	              [Problem] beside the answer. Malformed text (not UTF-8), and what is malformed inside of a list or object, are
//	              an error all the same: nothing that the vendor sent gets lost in silence.
//	an error      does not stop the reading, unless the body is not well-formed: what is readable is in the destination. The
//	              error names the paths of the first five. A list ends before its first element of which nothing could be
//	              read, a map lacks such an entry, a key that comes twice is unset, and so is a number that the end cuts off.
//	the body      is exactly one value, not null.
//
// XML reads by the same rules, where an element's text takes the place of a
// string:
//
//	names         match by their local part, whatever the namespace. The root must have the given name.
//	text          is kept with its blanks. Blanks around other values are cut off.
//	empty         <a/> is "" as text, an empty list or object, and nothing (absent) as a number, boolean or time.
//	unknown       elements and attributes are skipped; below the root of a list an unknown element is an error.
//	stray text    between the elements of an object or list is an error.
//	DOCTYPE       without an internal subset is skipped. Only the five predefined entities and character references exist.
//
// # Errors
//
// Every failure is an [*Error]. It and every [Problem] name a path such as
// [2].lines[0].amount or invoices.invoice[3].number (counting from 0; {2} is the
// third entry of a map), what was wanted, and what kind of thing was there. They
// never quote a value or a key of the body.
//
// # Bounds
//
// Values nest at most 512 deep. A number takes at most 1,000 bytes. Lists take at
// most 64 MiB of memory plus 32 times the length of the body, which keeps
// [{},{},…] from becoming gigabytes. After 1,000 errors the reading ends. Time
// and memory are linear in the length of the body.
package decode

const (
	maxDepth    = 512
	maxNumber   = 1000
	maxMistakes = 1000
	maxProblems = 100
	maxListed   = 5

	listFloor  = 64 << 20
	listFactor = 32
)
