/**
 * The REST API as openapi.yaml has it: each operation calls the view or the request writer, and
 * whatever goes wrong becomes an RFC 9457 problem.
 */
@NullMarked
package dev.convoy.gateway.http;

import org.jspecify.annotations.NullMarked;
