<?php
// What differs from a WordPress on the internet, as a plugin that is always on.

// The scorecard is on this machine, at a port of its own, with a certificate of the test's.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter(
	'http_allowed_safe_ports',
	function ( $ports ) {
		return array_merge( $ports, array( (int) getenv( 'PORTAL_SCORECARD_PORT' ) ) );
	}
);
add_filter(
	'http_request_args',
	function ( $args ) {
		$args['sslcertificates'] = getenv( 'PORTAL_CERTIFICATE' );
		return $args;
	}
);

// Both themes at once: the address says which.
foreach ( array( 'template', 'stylesheet' ) as $option ) {
	add_filter(
		"pre_option_$option",
		function ( $value ) {
			return isset( $_GET['theme'] ) ? sanitize_key( $_GET['theme'] ) : $value;
		}
	);
}

// Their pictures come from other sites.
add_filter( 'pre_option_show_avatars', '__return_zero' );
remove_action( 'wp_head', 'print_emoji_detection_script', 7 );
