/** What goes wrong, one unchecked exception class for each kind of failure. */
package dev.sandbridge.error;
