package boxoffice

import (
	"errors"
	"fmt"
	"io"
)

// File is a body, or a part of a form, that is sent as it is: an image, a
// document, a table. It is streamed, never held in memory as a whole. The time
// limit of an attempt includes the sending; see [WithAttemptTimeout].
type File struct {
	// Content is read from where it stands to its end. The call does not close
	// it. If it is an io.Seeker, such as an *os.File or a *bytes.Reader, a call
	// that may be repeated reads it again; otherwise nothing is sent again once
	// reading has begun. It must not be used until the call has returned.
	Content io.Reader
	// Length is how many bytes Content has. 0: it is found out where Content
	// tells (an io.Seeker, a *bytes.Buffer); otherwise the request has no
	// Content-Length.
	Length int64
	// MediaType is such as "image/png". It may be "" when the vendor documents
	// one alone, and in a form, where "" is application/octet-stream.
	MediaType string
	// Name is the name of the file in a form. "" is the name of the field.
	Name string
}

// MarshalJSON fails: JSON has no place for a file.
func (File) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a file cannot be sent as JSON")
}

// Format prints the media type for every verb: the content is not read.
func (f File) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "[file "+f.MediaType+"]") }

// Download is a body that is received as it is. The caller reads and closes it;
// closing it early ends the connection. The context of the call must not end
// before. It is not safe for concurrent use.
type Download struct {
	// Body is the content. The error of a body that breaks off is an [*Error].
	Body io.ReadCloser
	// MediaType is as answered, such as "application/pdf", without parameters.
	MediaType string
	// Length is how many bytes Body has, -1 when the vendor does not say.
	Length int64
	// Name is the file name that the vendor proposes, without any directory; ""
	// when there is none.
	Name string
}

// Format prints the media type for every verb: the body is not read.
func (d Download) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "[download "+d.MediaType+"]") }
