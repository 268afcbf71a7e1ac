<?php
// Installs WordPress with two users, and prints their passwords for the REST API.
define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// Else it writes a letter.
function wp_new_blog_notification() {}

wp_install( 'Portal', 'administrator', 'administrator@portal.example', false, '', 'administrator' );
wp_insert_user(
	array(
		'user_login' => 'author',
		'user_pass'  => 'author',
		'user_email' => 'author@portal.example',
		'role'       => 'author',
	)
);
$passwords = array();
foreach ( array( 'administrator', 'author' ) as $login ) {
	$user                = get_user_by( 'login', $login );
	list( $password )    = WP_Application_Passwords::create_new_application_password( $user->ID, array( 'name' => 'test' ) );
	$passwords[ $login ] = $password;
}
echo wp_json_encode( $passwords );
