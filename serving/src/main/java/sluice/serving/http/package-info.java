/** The HTTP interface: calls in JSON, errors as problem details, health. */
@NullMarked
package sluice.serving.http;

import org.jspecify.annotations.NullMarked;
