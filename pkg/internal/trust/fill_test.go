package trust_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// filler makes values of any type with a canary in every text of them.
type filler struct {
	canaries *canaries
	// text, unless nil, makes the texts instead, secrets too.
	text func(where string) string
	// special makes the values of types that take more than texts.
	special map[reflect.Type]func(*canaries) any
}

var (
	wireType    = reflect.TypeFor[boxoffice.Sensitive]()
	textType    = reflect.TypeFor[boxoffice.SecretText]()
	decimalType = reflect.TypeFor[boxoffice.Decimal]()
	timeType    = reflect.TypeFor[time.Time]()
)

// value is a value of a type, its canaries named after where it belongs.
func (f filler) value(t reflect.Type, where string) reflect.Value {
	v := reflect.New(t).Elem()
	f.fill(v, where, 0)
	return v
}

// deepest is how deep a value may be: schemas may hold themselves.
const deepest = 6

func (f filler) fill(v reflect.Value, where string, depth int) {
	t := v.Type()
	if special := f.special[t]; special != nil {
		v.Set(reflect.ValueOf(special(f.canaries)).Convert(t))
		return
	}
	switch {
	case depth > deepest:
	case t == wireType && f.text == nil:
		v.SetString(f.canaries.plant(hidden, where))
	case t == textType:
		v.Set(reflect.ValueOf(boxoffice.Secret(f.canaries.plant(hidden, where))))
	case t == decimalType:
		v.SetString("12.50")
	case strings.HasPrefix(t.Name(), "Nullable["):
		value, _ := json.Marshal(f.value(v.Addr().MethodByName("Get").Type().Out(0), where).Interface())
		_ = v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(value)
	case t == timeType:
		v.Set(reflect.ValueOf(time.Now()))
	default:
		f.fillKind(v, where, depth)
	}
}

func (f filler) fillKind(v reflect.Value, where string, depth int) {
	switch v.Kind() {
	case reflect.String:
		if f.text != nil {
			v.SetString(f.text(where))
			return
		}
		v.SetString(f.canaries.plant(personal, where))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1 + rand.Int64N(99))
	case reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), where, depth)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(`"x"`)) // raw JSON
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		f.fill(v.Index(0), where, depth+1)
	case reflect.Map:
		key, element := f.value(v.Type().Key(), where+" key"), reflect.New(v.Type().Elem()).Elem()
		f.fill(element, where, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, element)
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				f.fill(v.Field(i), where+"."+field.Name, depth+1)
			}
		}
	default: // functions and interfaces are left out
	}
}
