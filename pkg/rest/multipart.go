package rest

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"reflect"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// SetMultipart sets the body as multipart/form-data. The parts have the JSON field
// names. Text and numbers are sent as text, objects as JSON, a list as one part per
// element, and a [boxoffice.File] unchanged. Files come last and are streamed.
func (r *Request) SetMultipart(body any) {
	if !r.sendable(body) {
		return
	}
	v := reflect.Indirect(reflect.ValueOf(body))
	if v.Kind() != reflect.Struct {
		r.invalid("the body is nil; it must be given")
		return
	}
	form := newForm()
	for _, files := range []bool{false, true} {
		for _, f := range sentFields(v.Type()) {
			value := v.Field(f.index)
			if holdsFile(value.Type()) == files && (f.required || !value.IsZero()) {
				form.field(f.name, value)
			}
		}
	}
	if form.err != nil {
		r.invalid("the body cannot be encoded as multipart/form-data")
		return
	}
	r.Upload = form.end()
	r.Header["Content-Type"] = []string{form.writer.FormDataContentType()}
}

// holdsFile reports whether a field is a file, or a list of files.
func holdsFile(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t == reflect.TypeFor[boxoffice.File]()
}

// form writes a form. buffer holds all text, that since the last file begins at start.
type form struct {
	upload *Upload
	buffer bytes.Buffer
	start  int
	writer *multipart.Writer
	err    error
}

func newForm() *form {
	f := &form{upload: newUpload()}
	f.buffer.Grow(1 << 10)
	f.writer = multipart.NewWriter(&f.buffer)
	return f
}

func (f *form) field(name string, value reflect.Value) {
	for value.Kind() == reflect.Pointer {
		if value.IsNil() {
			return
		}
		value = value.Elem()
	}
	if file, ok := reflect.TypeAssert[boxoffice.File](value); ok {
		f.file(name, file)
		return
	}
	if value.Kind() == reflect.Slice && value.Type().Elem().Kind() != reflect.Uint8 {
		for i := range value.Len() {
			f.field(name, value.Index(i))
		}
		return
	}
	header := textproto.MIMEHeader{"Content-Disposition": {disposition(name, "")}}
	text, isObject, err := partText(value)
	f.keep(err)
	if isObject {
		header.Set("Content-Type", "application/json")
	}
	part, err := f.writer.CreatePart(header)
	f.keep(err)
	if err == nil {
		_, err = io.WriteString(part, text)
		f.keep(err)
	}
}

func (f *form) file(name string, file boxoffice.File) {
	if file.Name == "" {
		file.Name = name
	}
	if file.MediaType == "" {
		file.MediaType = "application/octet-stream"
	}
	_, err := f.writer.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {disposition(name, file.Name)}, "Content-Type": {file.MediaType},
	})
	f.keep(err)
	f.flush()
	f.upload.addFile(file)
}

func (f *form) keep(err error) {
	if f.err == nil {
		f.err = err
	}
}

// flush adds the text since the last file to the upload, as one piece. What is in the
// buffer does not change any more.
func (f *form) flush() {
	text := f.buffer.Bytes()
	f.upload.addText(text[f.start:len(text):len(text)])
	f.start = len(text)
}

func (f *form) end() *Upload {
	f.keep(f.writer.Close())
	f.flush()
	return f.upload
}

// quoted escapes names in the way that browsers do.
var quoted = strings.NewReplacer("\r", "%0D", "\n", "%0A", `"`, "%22")

func disposition(field, file string) string {
	text := `form-data; name="` + quoted.Replace(field) + `"`
	if file != "" {
		text += `; filename="` + quoted.Replace(file) + `"`
	}
	return text
}

// SetText sets a text as the body.
func (r *Request) SetText(mediaType string, body any) {
	text, ok := format(body)
	if !ok || !r.sendable(body) {
		return
	}
	r.Body = []byte(text)
	if strings.HasPrefix(mediaType, "text/") && !strings.Contains(mediaType, ";") {
		mediaType += "; charset=utf-8"
	}
	r.Header["Content-Type"] = []string{mediaType}
}

// SetFile sets a file as the body, which is streamed. mediaTypes are the documented
// ones and may be ranges such as "image/*"; the file's must be one of them.
func (r *Request) SetFile(file boxoffice.File, mediaTypes ...string) {
	if file.Content == nil {
		r.invalid("the body's Content is nil; give a reader")
		return
	}
	if file.MediaType == "" && len(mediaTypes) == 1 && !strings.Contains(mediaTypes[0], "*") {
		file.MediaType = mediaTypes[0]
	}
	kind, _, err := mime.ParseMediaType(file.MediaType)
	if err != nil || !covered(kind, mediaTypes) {
		r.invalid("the body's MediaType must be %s", strings.Join(mediaTypes, " or "))
		return
	}
	r.Upload = newUpload()
	r.Upload.addFile(file)
	r.Header["Content-Type"] = []string{file.MediaType}
}

// covered reports whether a media type is one of the documented ones.
func covered(mediaType string, documented []string) bool {
	for _, d := range documented {
		d, _, _ = strings.Cut(strings.ToLower(d), ";")
		d = strings.TrimSpace(d)
		if d == mediaType || d == "*/*" || strings.HasSuffix(d, "/*") && strings.HasPrefix(mediaType, strings.TrimSuffix(d, "*")) {
			return true
		}
	}
	return false
}
